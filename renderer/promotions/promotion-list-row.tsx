import { useState } from 'react';
import type { PromotionRow } from '../../shared/contract/promotions.ts';
import { windowNextYear } from '../../shared/domain/promotions/copied-window.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';
import { CouponCodes } from './coupon-codes.tsx';
import { type FormValues, valuesFrom } from './form-values.ts';
import { endText, momentText, toLocal } from './local-time.ts';
import { usePromotionSummary } from './use-promotion-summary.ts';

const CHIP = {
  running: 'chip done',
  scheduled: 'chip advice',
  draft: 'chip',
  ended: 'chip',
  stopped: 'chip needs',
} as const;

type Asked = 'stop' | 'copy' | 'codes' | null;

/** One promotion: what it gives in a line, where it stands, and what can be done with it. */
export function PromotionListRow(props: {
  readonly row: PromotionRow;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onCopy: (values: FormValues) => void;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { row } = props;
  const { definition, standing } = row;
  const { benefit } = definition;
  const [asked, setAsked] = useState<Asked>(null);
  const summary = usePromotionSummary(definition);
  const mayStop = standing === 'running' || standing === 'scheduled';
  const hasCodes = benefit.kind === 'coupon' && benefit.claim !== 'automatic';
  return (
    <li className="promotion-row" data-testid="promotion-row" data-name={definition.name}>
      <button type="button" className="promotion-main" onClick={props.onOpen}>
        <span className="row wrap">
          <b>{definition.name}</b>
          <span className={CHIP[standing]}>{t(`promotions.standing.${standing}`)}</span>
          {definition.campaign !== '' && <span className="quiet-text">{definition.campaign}</span>}
        </span>
        <span>{summary}</span>
        <span className="quiet-text">
          {t(`promotions.kind.${row.kind}`)} · {t(whenKey(standing), { at: whenText(row) })}
        </span>
      </button>
      <span className="row wrap promotion-acts">
        {hasCodes && (
          <button type="button" className="button" onClick={() => setAsked('codes')}>
            {t('promotions.codes.title')}
          </button>
        )}
        <button
          type="button"
          className="button"
          data-testid="promotion-copy"
          onClick={() => setAsked('copy')}
        >
          {t('promotions.copy')}
        </button>
        {row.standing !== 'ended' && row.standing !== 'stopped' && (
          <a className="button" href={`#/labels?promotion=${encodeURIComponent(row.promotionId)}`}>
            {t('labels.title')}
          </a>
        )}
        {mayStop && (
          <button
            type="button"
            className="button"
            data-testid="promotion-stop"
            onClick={() => setAsked('stop')}
          >
            {t('promotions.stop')}
          </button>
        )}
      </span>
      {asked === 'stop' && <StopDialog {...props} onClose={() => setAsked(null)} />}
      {asked === 'copy' && <CopyDialog {...props} onClose={() => setAsked(null)} />}
      {asked === 'codes' && (
        <CouponCodes
          promotionId={row.promotionId}
          name={definition.name}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}

type DialogProps = Parameters<typeof PromotionListRow>[0] & { readonly onClose: () => void };

function StopDialog({ row, onRefusal, onClose }: DialogProps) {
  const { t } = useWords();
  const stop = async () => {
    const { promotionId, version } = row;
    const answer = await ask(
      core.promotions.stop.mutate({ promotionId, expectedVersion: version }),
    );
    onRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('promotions.stopped'));
    onClose();
    await queryClient.invalidateQueries({ queryKey: [['promotions']] });
  };
  return (
    <SheetDialog
      title={t('promotions.stopTitle', { name: row.definition.name })}
      testId="promotion-stop-dialog"
      onClose={onClose}
    >
      <div className="stack">
        <p>{t('promotions.stopText')}</p>
        <div className="row wrap">
          <button
            type="button"
            className="button next wide"
            data-testid="promotion-stop-yes"
            onClick={() => void stop()}
          >
            {t('promotions.stop')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {t('promotions.cancel')}
          </button>
        </div>
      </div>
    </SheetDialog>
  );
}

/** The same again: as it is, or a year later on the same dates or weekdays. */
function CopyDialog({ row, now, onCopy, onClose }: DialogProps) {
  const { t } = useWords();
  const { definition } = row;
  const years = (['date', 'weekday'] as const).map((by) => ({
    by,
    label: t(by === 'date' ? 'promotions.copyDate' : 'promotions.copyWeekday'),
    window: windowNextYear(definition.window, by, now),
  }));
  return (
    <SheetDialog title={t('promotions.copy')} testId="promotion-copy-dialog" onClose={onClose}>
      <div className="stack">
        <p className="quiet-text">{t('promotions.copyHint')}</p>
        <button
          type="button"
          className="button large"
          data-testid="promotion-copy-same"
          onClick={() => onCopy(valuesFrom(definition))}
        >
          {t('promotions.copySame')}
        </button>
        {years.map(({ by, label, window }) => (
          <button
            key={by}
            type="button"
            className="button large copy"
            data-testid={`promotion-copy-${by}`}
            onClick={() => onCopy(valuesFrom({ ...definition, window }))}
          >
            {t('promotions.copyYear', { year: toLocal(window.fromAt).slice(0, 4) })} · {label}
            <small>
              {momentText(window.fromAt, 0)} – {endText(window.toAt, 0)}
            </small>
          </button>
        ))}
      </div>
    </SheetDialog>
  );
}

function whenKey(standing: PromotionRow['standing']) {
  if (standing === 'scheduled' || standing === 'draft') return 'promotions.fromAt' as const;
  return standing === 'running' ? ('promotions.untilAt' as const) : ('promotions.endedAt' as const);
}

function whenText({ standing, definition, changedAt }: PromotionRow): string {
  if (standing === 'scheduled' || standing === 'draft') return momentText(definition.window.fromAt);
  return standing === 'stopped' ? momentText(changedAt) : endText(definition.window.toAt);
}
