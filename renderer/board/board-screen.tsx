import { useState } from 'react';
import type { BoardView } from '../../shared/contract/board.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { BoardHead } from './board-head.tsx';
import { BoardSettings } from './board-settings.tsx';
import { CrewQueue } from './crew-queue.tsx';
import { FlashList } from './flash-list.tsx';
import { HourChart } from './hour-chart.tsx';
import { RegisterStrip } from './register-strip.tsx';
import { ShareList } from './share-list.tsx';
import { TakingsCard } from './takings-card.tsx';
import { useBoard } from './use-board.ts';

/** The board of a promotion day: dark and large, for a wall that people look at from three metres. */
export function BoardScreen() {
  const { t, time } = useWords();
  const { view, lostSince, refusal, now } = useBoard();
  const [isSetting, setSetting] = useState(false);
  return (
    <main className="board on-the-wall" data-testid="board" data-lost={lostSince !== null}>
      <BoardHead view={view} now={now} onSettings={() => setSetting(true)} />
      {lostSince !== null && (
        <p className="board-lost" role="alert" data-testid="board-lost">
          {t('board.lost', { time: time(lostSince) })}
        </p>
      )}
      <Notice refusal={refusal} />
      {view ? (
        <Figures view={view} now={now} onTarget={() => setSetting(true)} />
      ) : (
        refusal === null && <p className="board-quiet board-loading">{t('board.loading')}</p>
      )}
      {isSetting && view && <BoardSettings view={view} onClose={() => setSetting(false)} />}
    </main>
  );
}

function Figures(props: {
  readonly view: BoardView;
  readonly now: number;
  readonly onTarget: () => void;
}) {
  const { t } = useWords();
  const { view, now, onTarget } = props;
  return (
    <div className="board-grid">
      <TakingsCard takings={view.takings} onTarget={onTarget} />
      <FlashList flash={view.flash} campaign={view.campaign} now={now} />
      <CrewQueue queue={view.queue} />
      <HourChart view={view} />
      <ShareList title={t('board.brands')} shares={view.brands} testId="board-brand" />
      <ShareList title={t('board.categories')} shares={view.categories} testId="board-category" />
      <RegisterStrip registers={view.registers} printer={view.printer} />
    </div>
  );
}
