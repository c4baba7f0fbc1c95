/** How far an archive reaches, as it is chosen. */
export const ARCHIVE_ENDS = ['last_month', 'last_year', 'month', 'now'] as const;
export type ArchiveEnd = (typeof ARCHIVE_ENDS)[number];

/** The last month in the archive ('2026-11') as of the shop's `today` ('2026-12-03'); null: everything. */
export function lastMonthOf(end: ArchiveEnd, today: string, month: string): string | null {
  const [year = 0, ofYear = 0] = today.split('-').map(Number);
  if (end === 'now') return null;
  if (end === 'month') return month;
  if (end === 'last_year' || ofYear === 1) return `${year - 1}-12`;
  return `${year}-${String(ofYear - 1).padStart(2, '0')}`;
}

/** A whole path for a new archive in `folder`; what is written now gets the minute, because it is never twice the same. */
export function archiveFile(
  folder: string,
  name: { readonly register: string; readonly through: string | null; readonly at: number },
): string {
  const parts = new Date(name.at + 8 * 3_600_000).toISOString(); // the shop's wall clock
  const until = name.through ?? parts.slice(0, 16).replace('T', '-').replace(':', '');
  const plain = folder.trim().replace(/[\\/]+$/, '');
  const between = plain.includes('\\') || /^[A-Za-z]:$/.test(plain) ? '\\' : '/';
  return `${plain}${between}journal-${name.register}-${until}.jsonl.gz`;
}
