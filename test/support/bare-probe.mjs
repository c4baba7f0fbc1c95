// Node and an opened database, and nothing else: what no program can be faster than. `node bare-probe.mjs FILE`
import BetterSqlite3 from 'better-sqlite3';

const db = new BetterSqlite3(process.argv[2]);
db.pragma('journal_mode = WAL');
db.prepare('SELECT count(*) FROM store').get();
process.stdout.write('ready\n');
db.close();
