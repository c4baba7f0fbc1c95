import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import type { KnownCustomer } from './use-known-customer.ts';

/** Asks for the end of a phone, and shows who has it; everything of a person is masked. */
export function KnownCustomerField({ known }: { known: KnownCustomer }) {
  const { t } = useWords();
  const { chosen, matches, digits } = known;
  return (
    <div className="known-customer">
      <Field
        label={t('customer.phoneEnd')}
        value={digits}
        onText={known.type}
        maxLength={4}
        inputMode="numeric"
        placeholder={t('customer.phoneEndHint')}
        name="phone-end"
        testId={testIds.phoneEnd}
        autoFocus
      />
      <div className="known-answer" role="status">
        {chosen && (
          <div className="known-person" data-testid={testIds.chosenCustomer}>
            <span className="list-main">
              <span className="quiet-text">{t('customer.chosen')}</span>
              <b>
                {chosen.name} {chosen.phone}
              </b>
              <span>{chosen.address}</span>
            </span>
            <button type="button" className="button" onClick={known.forget}>
              {t('customer.notThis')}
            </button>
          </div>
        )}
        {!chosen && matches && matches.length > 1 && (
          <p>{t('customer.severalKnown', { count: matches.length })}</p>
        )}
        {matches?.length === 0 && (
          <p className="chip needs">{t('customer.nobodyKnown', { digits })}</p>
        )}
      </div>
      {!chosen && matches && matches.length > 1 && (
        <ul className="known-list">
          {matches.map((person) => (
            <li key={person.personId}>
              <button
                type="button"
                className="button"
                data-testid={testIds.knownCustomer}
                onClick={() => known.choose(person)}
              >
                <b>
                  {person.name} {person.phone}
                </b>
                <span className="cut">{person.address}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
