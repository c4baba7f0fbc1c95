import type { PersonResolver } from '../../../shared/documents/paper-document.ts';
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import type { Till } from '../till.ts';
import { personById } from './person-table.ts';

/** Looks a person's detail up just before a sheet is laid out; masked where the paper asks for it. */
export function personOnPaper(till: Till): PersonResolver {
  return (span) => {
    const person = personById(till.db, till.secrets.fieldKey, span.person);
    if (!person) return null;
    const text = person[span.field];
    return span.masked ? MASKS[span.field](text) : text;
  };
}

const MASKS = { name: maskName, phone: maskPhone, address: maskAddress } as const;
