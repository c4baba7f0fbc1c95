import type { PersonResolver } from '../../../shared/documents/paper-document.ts';
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import { payeeOf } from '../shift/cash-movement-table.ts';
import type { Till } from '../till.ts';
import { personById } from './person-table.ts';

/** Looks a person's detail up just before a sheet is laid out; masked where the paper asks for it. */
export function personOnPaper(till: Till): PersonResolver {
  return (span) => {
    const person = personById(till.db, till.secrets.fieldKey, span.person);
    // The payee of a cash movement is named on its slip; no customer has the id of a movement.
    if (!person) return payeeOf(till.db, till.secrets.fieldKey, span.person);
    const text = person[span.field];
    return span.masked ? MASKS[span.field](text) : text;
  };
}

const MASKS = { name: maskName, phone: maskPhone, address: maskAddress } as const;
