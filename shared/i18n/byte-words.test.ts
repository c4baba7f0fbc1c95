import { expect, it } from 'vitest';
import { byteWords } from './byte-words.ts';

it.each([
  [0, '0 KB'],
  [90_000, '88 KB'],
  [99 * 1024 * 1024, '99 MB'],
  [499.6 * 1024 * 1024, '500 MB'],
  [1024 * 1024 * 1023, '1.0 GB'],
  [1.25 * 1024 ** 3, '1.3 GB'],
  [9.96 * 1024 ** 3, '10 GB'],
  [512 * 1024 ** 3, '512 GB'],
  [3 * 1024 ** 4, '3.0 TB'],
])('%d bytes read as %s', (bytes, words) => {
  expect(byteWords(bytes)).toBe(words);
});
