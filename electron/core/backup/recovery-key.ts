import { scrypt } from 'node:crypto';
import { LEAST_PHRASE } from '../../../shared/contract/backup.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { openField, sealField } from '../db/field-cipher.ts';

/** A key file sealed under the owner's recovery phrase: what a backup carries instead of the keys themselves. */
export type SealedKeys = { readonly salt: Uint8Array; readonly sealed: Uint8Array };

/** 64 MiB and some 200 ms a try on a shop PC: a phrase is guessed against a stolen stick, without any limit. */
const COST = { N: 65_536, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };
const SALT_BYTES = 16;
const FIELD = 'recovery_key';

/** Seals the text of a key file. Refuses `backup_phrase_weak`: fewer than 8 characters. */
export async function sealKeys(
  keyFile: string,
  phrase: string,
  bytes: (count: number) => Uint8Array,
): Promise<Result<SealedKeys, 'backup_phrase_weak'>> {
  if ([...plainPhrase(phrase)].length < LEAST_PHRASE) return refuse('backup_phrase_weak');
  const salt = bytes(SALT_BYTES);
  const key = await keyOf(phrase, salt);
  return ok({ salt, sealed: sealField({ key, bytes }, FIELD, keyFile) });
}

/** The text of the key file again. Refuses `backup_phrase_wrong`, also when the seal itself is damaged. */
export async function openKeys(
  keys: SealedKeys,
  phrase: string,
): Promise<Result<string, 'backup_phrase_wrong'>> {
  const key = await keyOf(phrase, keys.salt);
  try {
    return ok(openField(key, FIELD, keys.sealed));
  } catch {
    return refuse('backup_phrase_wrong');
  }
}

/** The phrase as it counts: full-width letters, spaces at the ends and doubled ones make no difference. */
function plainPhrase(phrase: string): string {
  return phrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
}

function keyOf(phrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((done, fail) => {
    scrypt(plainPhrase(phrase), salt, 32, COST, (error, key) => (error ? fail(error) : done(key)));
  });
}
