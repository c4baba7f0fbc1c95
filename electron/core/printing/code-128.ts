/** Widths of bars and spaces of the 103 characters, then starts A, B, C and the stop (ISO/IEC 15417). */
const PATTERNS =
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112'.split(
    ' ',
  );
const START_B = 104;
const STOP = 106;

const START_C = 105;
/** From set B to pairs of digits. */
const CODE_C = 99;

/** As `code128Modules`, but digits alone stand in pairs: an EAN is a third shorter, for narrow labels. */
export function code128Compact(data: string): readonly number[] {
  if (!/^\d{4,}$/.test(data)) return code128Modules(data);
  const isOdd = data.length % 2 === 1;
  const pairs = (isOdd ? data.slice(1) : data).match(/\d\d/g) ?? [];
  const first = isOdd ? [START_B, data.charCodeAt(0) - 32, CODE_C] : [START_C];
  return modulesOf([...first, ...pairs.map(Number)]);
}

/** Bars and spaces of a Code 128 in set B, alternating from a bar, in modules. Printable ASCII only. */
export function code128Modules(data: string): readonly number[] {
  return modulesOf([START_B, ...[...data].map((character) => character.charCodeAt(0) - 32)]);
}

/** The start has the weight of the first character; then come the check and the stop. */
function modulesOf(values: readonly number[]): readonly number[] {
  const check = values.reduce((sum, value, i) => sum + value * Math.max(1, i), 0) % 103;
  return [...values, check, STOP].flatMap((value) => [...(PATTERNS[value] ?? '')].map(Number));
}
