import { openPglite } from '../../cloud/database.ts';
import { cloudSuite } from './cloud-suite.ts';

cloudSuite('PGlite', async () => {
  const db = openPglite(null);
  return { db, close: () => db.destroy() };
});
