import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

/** Stands over everything somebody in training does, so that nobody takes it for a sale. */
export function TrainingBanner() {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  if (session.data?.staff?.role !== 'trainer') return null;
  return (
    <p className="training-banner" data-testid={testIds.trainingBanner}>
      {t('sell.training')}
    </p>
  );
}
