import { describe, expect, it } from 'vitest';
import { bytesOfBase64 } from './save-file.ts';

describe('a file that the core hands over', () => {
  it('keeps every byte', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(bytesOfBase64(Buffer.from(all).toString('base64'))).toEqual(all);
    expect(bytesOfBase64('')).toHaveLength(0);
  });
});
