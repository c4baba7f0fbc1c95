/** An element that is known to be there, of the flat arrays that the search counts in. */
export function at(list: Float64Array | Int32Array, index: number): number {
  return list[index] as number;
}
