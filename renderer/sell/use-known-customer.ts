import { useRef, useState } from 'react';
import type { CustomerView } from '../../shared/contract/cart.ts';
import { core } from '../client/core-client.ts';

/** A customer as screens show one: masked. */
export type KnownPerson = Pick<CustomerView, 'personId' | 'name' | 'phone' | 'address'>;
export type KnownCustomer = ReturnType<typeof useKnownCustomer>;

/**
 * Finds who bought here before by the last four digits of the phone; exactly one match is chosen at once.
 * @param onNobody called when the four digits belong to nobody
 */
export function useKnownCustomer(first: KnownPerson | null, onNobody: () => void) {
  const [digits, setDigits] = useState('');
  const [matches, setMatches] = useState<readonly KnownPerson[] | null>(null);
  const [chosen, setChosen] = useState(first);
  const latest = useRef(chosen);
  const typed = useRef('');
  const search = useRef<Promise<void>>(Promise.resolve());
  const choose = (person: KnownPerson | null) => {
    latest.current = person;
    setChosen(person);
  };
  const write = (next: string) => {
    typed.current = next;
    setDigits(next);
    setMatches(null);
    choose(null);
  };
  const find = async (phoneEnd: string) => {
    const people = await core.customer.search.query({ phoneEnd }).catch(() => []);
    if (typed.current !== phoneEnd) return; // written over in the meantime
    setMatches(people);
    const [one] = people;
    if (one && people.length === 1) choose(one);
    if (!one) onNobody();
  };
  return {
    digits,
    matches,
    chosen,
    choose,
    type: (text: string) => {
      write(text.replace(/\D/g, '').slice(0, 4));
      if (typed.current.length === 4) search.current = find(typed.current);
    },
    forget: () => write(''),
    /** Who is chosen once the search under way has answered: Enter may come before it. */
    settled: async (): Promise<KnownPerson | null> => {
      await search.current;
      return latest.current;
    },
  };
}
