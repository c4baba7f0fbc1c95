import { GraduationCap } from 'lucide-react';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';

/** Over every screen while somebody in training is signed in: nothing that is rung up is real. */
export function TrainingBanner() {
  const { t } = useWords();
  const may = useMay();
  if (!may('practise')) return null;
  return (
    <div className="training-banner" role="status" data-testid={testIds.trainingBanner}>
      <GraduationCap size={20} aria-hidden="true" />
      <b>{t('returns.trainingBanner')}</b>
      <span>{t('returns.trainingHint')}</span>
    </div>
  );
}
