import { useQuery } from '@tanstack/react-query';
import { GraduationCap } from 'lucide-react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { HandBack } from '../components/hand-back.tsx';
import { yuan } from '../components/money.tsx';

/** A practised sale: the change as it would be handed back, and the word that nothing was sold. */
export function PracticePanel({ trainingId }: { trainingId: string }) {
  const { t } = useWords();
  const practised = useQuery(reads.checkout.practised.queryOptions({ trainingId }));
  if (!practised.data) return null;
  const { data } = practised;
  return (
    <section
      className="card done-panel practice-panel"
      aria-live="polite"
      data-testid={testIds.practicePanel}
    >
      <header className="row">
        <GraduationCap size={28} aria-hidden="true" />
        <h2>{t('returns.practised')}</h2>
        <span className="quiet-text">
          {t('done.due', { amount: yuan(data.dueFen) })} ·{' '}
          {t('done.tendered', { amount: yuan(data.tenderedFen) })}
        </span>
      </header>
      <HandBack
        label={t('done.change')}
        nothing={t('done.exact')}
        amountFen={data.changeFen}
        pieces={data.changePieces}
        testId={testIds.changeDue}
      />
      <footer className="row wrap">
        <span className={/failed|unknown/.test(data.receiptState) ? 'chip needs' : 'chip'}>
          {t('returns.practiceReceipt', { number: data.number })} ·{' '}
          {t(`paper.${data.receiptState}`)}
        </span>
      </footer>
      <p className="quiet-text">{t('returns.trainingHint')}</p>
    </section>
  );
}
