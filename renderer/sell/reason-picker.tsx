import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import type { BarMode, Sell } from './use-sell.ts';

const REASONS = {
  price: ['bargain', 'display', 'damaged', 'match', 'regular'],
  discount: ['bargain', 'regular', 'display', 'damaged', 'match'],
  clear: ['left', 'mistake'],
  drawer: ['change', 'check'],
} as const;

/** The reasons a person may give for what the bar is doing; none where none is needed. */
export function useReasons(kind: BarMode['kind']): readonly string[] {
  const { t } = useWords();
  if (!(kind in REASONS)) return [];
  return REASONS[kind as keyof typeof REASONS].map((key) => t(`reasons.${key}`));
}

/** Why: one press, the first one already chosen. */
export function ReasonPicker(props: {
  readonly reasons: readonly string[];
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly sell: Sell;
}) {
  const { t } = useWords();
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
            {reason}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
