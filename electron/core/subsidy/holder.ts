import { maskName } from '../../../shared/domain/customer/mask.ts';
import { maskIdentityNumber } from '../../../shared/domain/tender/identity-number.ts';
import { keyedHash, openField, sealField } from '../db/field-cipher.ts';
import type { Till } from '../till.ts';

/** Who a subsidy is for, in clear. Only a journalled reveal and export show it so. */
export type Holder = { readonly name: string; readonly identityNumber: string };

const FIELD = 'subsidy.holder';

export function sealHolder(till: Till, holder: Holder): Buffer {
  const seal = { key: till.secrets.fieldKey, bytes: till.random.bytes };
  return sealField(seal, FIELD, JSON.stringify(holder));
}

export function openHolder(till: Till, sealed: Uint8Array): Holder {
  return JSON.parse(openField(till.secrets.fieldKey, FIELD, sealed)) as Holder; // sealed by `sealHolder`
}

/** What limits for each person count by: nobody without the key finds the number behind it. */
export function holderHash(till: Till, identityNumber: string): string {
  return keyedHash(till.secrets.lookupKey, FIELD, identityNumber).toString('hex');
}

/** `王*英 110105********002X`. */
export function maskedHolder({ name, identityNumber }: Holder): string {
  return `${maskName(name)} ${maskIdentityNumber(identityNumber)}`;
}
