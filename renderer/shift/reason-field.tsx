import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';

type ReasonKey = keyof typeof zhCN.shift.reasons;

/** Why cash differs: one press, or in own words. Kept in Chinese, because the report prints it. */
export function ReasonField(props: {
  readonly reasons: readonly ReasonKey[];
  readonly label: string;
  readonly reason: string;
  readonly isRequired: boolean;
  readonly testId: string;
  readonly onReason: (reason: string) => void;
}) {
  const { t } = useWords();
  const known = props.reasons.find((key) => zhCN.shift.reasons[key] === props.reason);
  return (
    <div className="stack">
      <div className="segments">
        {props.reasons.map((key) => (
          <button
            key={key}
            type="button"
            className="button"
            aria-pressed={props.reason === zhCN.shift.reasons[key]}
            data-testid={testIds.reasonChip}
            onClick={() => props.onReason(zhCN.shift.reasons[key])}
          >
            {t(`shift.reasons.${key}`)}
          </button>
        ))}
      </div>
      <Field
        label={props.label}
        value={known ? t(`shift.reasons.${known}`) : props.reason}
        onText={props.onReason}
        maxLength={120}
        placeholder={t('shift.reasonPlaceholder')}
        required={props.isRequired}
        testId={props.testId}
      />
    </div>
  );
}
