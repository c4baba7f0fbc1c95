import { maskAddress, maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import type { PersonResolver } from '../../../shared/documents/paper-document.ts';
import type { Till } from '../till.ts';
import { personById } from './person-table.ts';

/** Fills in what a document says of a person, just before it prints; a deleted person prints as nothing. */
export function personOnPaper(till: Till): PersonResolver {
  const mask = { name: maskName, phone: maskPhone, address: maskAddress };
  return (span) => {
    const person = personById(till.db, till.secrets.fieldKey, span.person);
    if (!person) return null;
    const text = person[span.field];
    return span.masked ? mask[span.field](text) : text;
  };
}
