import { expect, it } from 'vitest';
import { virtualDayClock } from './day-clock.ts';

it('a virtual day stands still until its time is let go by', async () => {
  const day = virtualDayClock(1_000);
  expect(day.clock.now()).toBe(1_000);
  await day.pass(60_000);
  expect(day.clock.now()).toBe(61_000);
});

it('a day with little room goes by in smaller steps, in whole milliseconds', async () => {
  const day = virtualDayClock(0, 0.25);
  await day.pass(1_001);
  expect(day.clock.now()).toBe(250);
  await day.pass(3);
  expect(day.clock.now()).toBe(251);
});
