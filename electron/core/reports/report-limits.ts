/** Bounds of the reports. */
export const REPORT_LIMITS = {
  /** Facts not yet added to the stored sums are summed while reading; from this many on they are added. */
  foldAt: 200,
  /** Sales added in one transaction, so that selling goes on in between: some 10 ms. */
  foldStep: 400,
  periodDays: 732, // two years
  rowsShown: 500, // of one table on the screen; an export has them all
  rowsExported: 50_000,
  rowsPrinted: 2_000,
  barsShown: 14,
} as const;
