import { openPostgres } from '../../cloud/database.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { cloudSuite } from './cloud-suite.ts';

cloudSuite('PostgreSQL', async () => {
  const server = await startPostgres();
  const db = openPostgres(server.url);
  return {
    db,
    close: async () => {
      await db.destroy();
      await server.stop();
    },
  };
});
