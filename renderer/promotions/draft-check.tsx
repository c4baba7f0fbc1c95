import type { PromotionCheck, PromotionDraft } from '../../shared/contract/promotions.ts';
import { OVERLAP_WORDS } from '../../shared/i18n/overlap-words.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { useNamedProblems } from './use-named-problems.ts';
import { usePromotionParts, usePromotionSummary } from './use-promotion-summary.ts';

/** Beside the form: the rule in plain words, what is wrong with it, what it meets, and the way on. */
export function DraftCheck(props: {
  readonly draft: PromotionDraft;
  readonly check: PromotionCheck | null;
  readonly isRunning: boolean;
  readonly refusal: ScreenRefusal | null;
  readonly agreesToFloor: boolean;
  readonly onAgree: (agrees: boolean) => void;
  readonly onSave: (status: 'draft' | 'scheduled') => void;
}) {
  const { t, say } = useWords();
  const { draft, check } = props;
  const summary = usePromotionSummary(draft);
  const parts = usePromotionParts(draft);
  const problems = useNamedProblems(check?.problems ?? []);
  const isLow = problems.some(({ code }) => code === 'promotion_below_floor');
  const wrong = problems.filter(({ code }) => code !== 'promotion_below_floor');
  return (
    <aside className="card detail draft-check" data-testid="draft-check">
      <p className="quiet-text">{t('promotions.check.title')}</p>
      <p className="draft-summary" data-testid="draft-summary" aria-live="polite">
        {summary}
      </p>
      <ul className="draft-parts">
        {parts
          .filter(({ about }) => !['benefit', 'times', 'funding'].includes(about))
          .map(({ about, text }) => (
            <li key={about}>{text}</li>
          ))}
        {check && <li>{t('promotions.check.goods', { count: check.goodsCount })}</li>}
      </ul>
      {wrong.length > 0 && (
        <div className="notice" data-testid="draft-problems" data-code={wrong[0]?.code}>
          <div>
            <b>{t('promotions.check.problems')}</b>
            <ul>
              {wrong.map((problem) => (
                <li key={problem.code}>{say(problem)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {isLow && (
        <div className="notice" data-testid="draft-floor">
          <p>{problems.filter(({ code }) => code === 'promotion_below_floor').map(say)}</p>
          <label className="check">
            <input
              type="checkbox"
              data-testid="floor-yes"
              checked={props.agreesToFloor}
              onChange={(event) => props.onAgree(event.target.checked)}
            />
            {t('promotions.check.floorYes')}
          </label>
        </div>
      )}
      <Notice refusal={props.refusal} />
      <div className="stack">
        <button
          type="button"
          className="button next large"
          data-testid="promotion-schedule"
          disabled={wrong.length > 0 || (isLow && !props.agreesToFloor)}
          onClick={() => props.onSave('scheduled')}
        >
          {t(props.isRunning ? 'promotions.save.again' : 'promotions.save.schedule')}
        </button>
        {!props.isRunning && (
          <button
            type="button"
            className="button"
            data-testid="promotion-draft"
            onClick={() => props.onSave('draft')}
          >
            {t('promotions.save.draft')}
          </button>
        )}
      </div>
      {check && check.overlaps.length > 0 && <Overlaps check={check} />}
    </aside>
  );
}

function Overlaps({ check }: { readonly check: PromotionCheck }) {
  const { t, language, dayTime } = useWords();
  return (
    <div className="notice advice" data-testid="draft-overlaps">
      <div>
        <b>{t('promotions.check.overlaps')}</b>
        <ul>
          {check.overlaps.map((overlap) => (
            <li key={overlap.promotionId}>
              <b>{overlap.name}</b>
              {language === 'en' ? ': ' : '：'}
              {OVERLAP_WORDS[overlap.kind][language === 'en' ? 'en' : 'zh']}
              <small>
                {' '}
                {t('promotions.check.overlapGoods', { count: overlap.goodsCount })} ·{' '}
                {t('promotions.fromAt', { at: dayTime(overlap.fromAt) })}
              </small>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
