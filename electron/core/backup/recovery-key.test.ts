import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { outcome, taken } from '../../../test/support/people-till.ts';
import { openKeys, sealKeys } from './recovery-key.ts';

const KEY_FILE = '{"pinPepper":"secret","fieldKey":"secret too"}';

describe('the keys under the owner’s phrase', () => {
  it('open with it, however it is spaced or typed full-width, and with nothing else', async () => {
    const sealed = taken(await sealKeys(KEY_FILE, '红烧肉 三两 2026', randomBytes));
    expect(Buffer.from(sealed.sealed).includes('secret')).toBe(false);
    expect(taken(await openKeys(sealed, '红烧肉 三两 2026'))).toBe(KEY_FILE);
    expect(taken(await openKeys(sealed, '  红烧肉　三两   ２０２６ '))).toBe(KEY_FILE);
    expect(outcome(await openKeys(sealed, '红烧肉三两 2026'))).toBe('backup_phrase_wrong');
  });

  it('are never sealed twice the same, and a changed seal opens with nothing', async () => {
    const one = taken(await sealKeys(KEY_FILE, 'eight888', randomBytes));
    const two = taken(await sealKeys(KEY_FILE, 'eight888', randomBytes));
    expect(one.sealed).not.toEqual(two.sealed);
    const bent = Buffer.from(one.sealed);
    bent[20] = (bent[20] ?? 0) ^ 1;
    expect(outcome(await openKeys({ ...one, sealed: bent }, 'eight888'))).toBe(
      'backup_phrase_wrong',
    );
  });

  it.each(['', '1234567', '   1234567   ', '口令口令口令口'])(
    'are not sealed under “%s”: too short',
    async (phrase) => {
      expect(outcome(await sealKeys(KEY_FILE, phrase, randomBytes))).toBe('backup_phrase_weak');
    },
  );
});
