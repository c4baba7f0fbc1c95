import { Check } from 'lucide-react';
import { useWords } from '../client/use-words.ts';

const STEPS = ['stepMatters', 'stepCount', 'stepCheck', 'stepPrint'] as const;

/** Where in closing the shift stands; steps behind are ticked. */
export function StepBar({ step }: { step: number }) {
  const { t } = useWords();
  return (
    <ol className="steps" aria-label={t('shift.steps')}>
      {STEPS.map((name, index) => (
        <li
          key={name}
          aria-current={index === step ? 'step' : undefined}
          data-done={index < step || undefined}
        >
          <span aria-hidden="true">{index < step ? <Check size={15} /> : index + 1}</span>
          {t(`shift.${name}`)}
        </li>
      ))}
    </ol>
  );
}
