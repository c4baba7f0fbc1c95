import { expect, it } from 'vitest';
import { fileSize } from './file-size.ts';

it.each([
  [0, '1 KB'],
  [900, '1 KB'],
  [845_000, '845 KB'],
  [12_400_000, '12.4 MB'],
  [3_210_000_000, '3.21 GB'],
])('a file of %i bytes is shown as %s', (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});
