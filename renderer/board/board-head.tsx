import { ArrowLeft, Maximize, Target } from 'lucide-react';
import type { BoardCampaign, BoardView } from '../../shared/contract/board.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';

/** Campaign, shop, date and clock; the few buttons stand back. */
export function BoardHead(props: {
  readonly view: BoardView | null;
  readonly now: number;
  readonly onSettings: () => void;
}) {
  const { t, day, time } = useWords();
  const { view, now, onSettings } = props;
  const may = useMay();
  const campaign = useCampaignWords(view?.campaign ?? null);
  // A day without a promotion is the shop's own day.
  const isRunning = view?.campaign.state === 'running';
  const [loud, quiet] = isRunning ? [campaign, view.store] : [view?.store ?? '', campaign];
  return (
    <header className="board-head">
      <h1 className="hidden-label">{t('board.title')}</h1>
      <p className="board-name" data-testid="board-name">
        {loud}
      </p>
      {view && (
        <p className="board-place">
          <span data-testid="board-campaign" data-state={view.campaign.state}>
            {quiet}
          </span>
          <span>{day(view.businessDate)}</span>
        </p>
      )}
      <div className="board-tools">
        {may('manage_promotions') && view && (
          <button
            type="button"
            className="button quiet"
            aria-label={t('board.settings')}
            data-testid="board-settings"
            onClick={onSettings}
          >
            <Target aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className="button quiet"
          aria-label={t('board.fullScreen')}
          onClick={() => void toggleFullScreen()}
        >
          <Maximize aria-hidden="true" />
        </button>
        <a className="button quiet" href="#/" aria-label={t('board.back')} data-testid="board-back">
          <ArrowLeft aria-hidden="true" />
        </a>
      </div>
      <time className="board-clock">{time(now)}</time>
    </header>
  );
}

function useCampaignWords(campaign: BoardCampaign | null): string {
  const { t, dayTime } = useWords();
  if (campaign === null) return '';
  switch (campaign.state) {
    case 'none':
      return t('board.noCampaign');
    case 'coming':
      return t('board.coming', { name: campaign.name, time: dayTime(campaign.startsAt) });
    case 'running':
      return campaign.name || t('board.unnamedCampaign', { count: campaign.promotionCount });
  }
}

/** A browser may refuse: then the page stays as it is. */
async function toggleFullScreen(): Promise<void> {
  const done = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  await done.catch(() => undefined);
}
