import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { useReasonWords } from './reasons.ts';
import type { Sell } from './use-sell.ts';

/** Why: one press, the first one already chosen. */
export function ReasonPicker(props: {
  readonly reasons: readonly string[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly sell: Sell;
}) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  return (
    <fieldset className="segments-field">
      <legend className="hidden-label">{t('editor.reason')}</legend>
      <div className="segments">
        {props.reasons.map((reason) => (
          <button
            key={reason}
            type="button"
            className="button"
            aria-pressed={reason === props.reason}
            data-testid={testIds.reason}
            onClick={() => {
              props.onReason(reason);
              props.sell.bar.current?.focus();
            }}
          >
            {reasonWords(reason)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
