import type { PromotionCheck } from '../../shared/contract/promotions.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import type { OpenField } from './open-fields.ts';
import { useNamedProblems } from './use-named-problems.ts';

/** The way on, always in sight: what the form still waits for, else what it comes to, and the buttons. */
export function DraftActs(props: {
  readonly headline: string;
  readonly open: readonly OpenField[];
  readonly wrong: readonly OpenField[];
  readonly problemCount: number;
  readonly floorProblems: PromotionCheck['problems'];
  readonly agreesToFloor: boolean;
  readonly onAgree: (agrees: boolean) => void;
  readonly isRunning: boolean;
  /** Nothing was changed: a new version would say the same. */
  readonly isSame: boolean;
  readonly refusal: ScreenRefusal | null;
  readonly onSave: (status: 'draft' | 'scheduled') => void;
}) {
  const { t, say, language } = useWords();
  const { open, wrong, problemCount } = props;
  const low = useNamedProblems(props.floorProblems);
  const named = (fields: readonly OpenField[]) =>
    fields
      .map((field) => t(`promotions.check.fields.${field}`))
      .join(language === 'en' ? ', ' : '、');
  const isReady = open.length + wrong.length + problemCount === 0;
  return (
    <section className="draft-acts" aria-label={t('promotions.save.title')}>
      <Notice refusal={props.refusal} />
      {wrong.length > 0 && (
        <p className="draft-needs" data-testid="draft-wrong">
          {t('promotions.check.wrong', { fields: named(wrong) })}
        </p>
      )}
      {open.length > 0 && (
        <p className="quiet-text" data-testid="draft-open">
          {t('promotions.check.open', { fields: named(open) })}
        </p>
      )}
      {open.length + wrong.length === 0 && problemCount > 0 && (
        <p className="draft-needs">{t('promotions.check.wrongCount', { count: problemCount })}</p>
      )}
      {isReady && <p className="draft-now">{props.headline}</p>}
      {isReady && low.length > 0 && (
        <div className="notice" data-testid="draft-floor">
          <p>{low.map(say)}</p>
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
      <div className="draft-buttons">
        {!props.isRunning && (
          <button
            type="button"
            className="button large"
            data-testid="promotion-draft"
            onClick={() => props.onSave('draft')}
          >
            {t('promotions.save.draft')}
          </button>
        )}
        <button
          type="button"
          className="button next large"
          data-testid="promotion-schedule"
          disabled={
            !isReady ||
            (props.isRunning && props.isSame) ||
            (low.length > 0 && !props.agreesToFloor)
          }
          onClick={() => props.onSave('scheduled')}
        >
          {t(props.isRunning ? 'promotions.save.again' : 'promotions.save.schedule')}
        </button>
      </div>
    </section>
  );
}
