/** Chance from a printed seed: the same seed throws the same dice. */
export type Dice = {
  /** A number from 0 up to, but without, 1. */
  readonly throw: () => number;
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  /** True in `percent` of a hundred throws. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <Thing>(things: readonly Thing[]) => Thing;
  /** Picks with a probability in proportion to each thing's weight. */
  readonly weighted: <Thing>(things: readonly Thing[], weight: (thing: Thing) => number) => Thing;
};

/** Dice of `seed`, by the mulberry32 generator: even enough for a trading day, and no secret is made of it. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    throw: next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (percent) => next() * 100 < percent,
    pick: (things) => at(things, Math.floor(next() * things.length)),
    weighted: (things, weight) => {
      const total = things.reduce((sum, thing) => sum + weight(thing), 0);
      let left = next() * total;
      const found = things.findIndex((thing) => {
        left -= weight(thing);
        return left < 0;
      });
      return at(things, found === -1 ? things.length - 1 : found);
    },
  };
}

function at<Thing>(things: readonly Thing[], index: number): Thing {
  const thing = things[index];
  if (thing === undefined) throw new Error('dice need something to pick from');
  return thing;
}
