import packageInfo from '../../package.json' with { type: 'json' };

/** The version of this program, as receipts, backups and the journal name it. */
export const PROGRAM_VERSION = packageInfo.version;
