import { stdin, stdout } from 'node:process';
import { text } from 'node:stream/consumers';

/**
 * Reads `{ carts, times }`, prices each cart `times` times and prints what it saved and how long each pass took:
 * `{ savings: [fen], ms: [[ms]] }`. `prepare` makes of a cart what is measured.
 */
export async function answer(prepare) {
  const { carts, times } = JSON.parse(await text(stdin));
  const savings = [];
  const ms = [];
  for (const cart of carts) {
    const price = await prepare(cart);
    savings.push(await price());
    const passes = [];
    for (let i = 0; i < times; i++) {
      const start = performance.now();
      await price();
      passes.push(performance.now() - start);
    }
    ms.push(passes);
  }
  stdout.write(JSON.stringify({ savings, ms }));
}
