/** The shape of a tree of words: the same keys, any text. */
export type Words<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Words<Tree[Key]>;
};
