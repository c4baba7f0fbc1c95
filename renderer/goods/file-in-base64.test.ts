import { describe, expect, it } from 'vitest';
import { fileInBase64 } from './file-in-base64.ts';

describe('a price list on its way to the core', () => {
  it.each([0, 1, 2, 3, 32_768, 32_769, 200_001])('%i bytes arrive as they were', async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31 + 7) % 256);
    const text = await fileInBase64(new Blob([bytes]));
    expect(Buffer.from(text, 'base64').equals(Buffer.from(bytes))).toBe(true);
  });
});
