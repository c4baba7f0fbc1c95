/** What one price list may be; beyond it the file is refused, not cut short. */
export const IMPORT_LIMITS = {
  fileBytes: 60 * 1024 * 1024,
  unpackedBytes: 400 * 1024 * 1024, // of all parts of an XLSX: a zip bomb stops here
  zipEntries: 2_000,
  rows: 150_000,
  columns: 200,
  cellLength: 2_000,
  headerWithin: 15, // rows from the top in which the header must stand
  linesShown: 400,
  issuesShown: 5_000,
  samplesShown: 3,
  previews: 4, // kept in memory at once
  previewMs: 30 * 60_000,
  stagedRows: 200, // new goods written at once: some 20 ms
  chunkRows: 1_000, // worked on before others get a turn
} as const;
