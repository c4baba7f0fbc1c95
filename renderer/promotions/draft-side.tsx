import type { PromotionCheck, PromotionDraft } from '../../shared/contract/promotions.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { useWords } from '../client/use-words.ts';
import { DraftActs } from './draft-acts.tsx';
import { DraftCheck } from './draft-check.tsx';
import type { FormValues } from './form-values.ts';
import { openFields, realProblems, saysSomething, wrongFields } from './open-fields.ts';
import { usePromotionSummary } from './use-promotion-summary.ts';

/** What stands beside the form: what it comes to, and the way on; on a tablet the way on stays at the foot of the screen. */
export function DraftSide(props: {
  readonly values: FormValues;
  readonly draft: PromotionDraft;
  readonly check: PromotionCheck | null;
  readonly isRunning: boolean;
  readonly isSame: boolean;
  readonly refusal: ScreenRefusal | null;
  readonly agreesToFloor: boolean;
  readonly onAgree: (agrees: boolean) => void;
  readonly onSave: (status: 'draft' | 'scheduled') => void;
}) {
  const { t } = useWords();
  const { values, draft, check } = props;
  const summary = usePromotionSummary(draft);
  const headline = saysSomething(values) ? summary : t(`promotions.kind.${values.kind}`);
  const problems = realProblems(values, check?.problems ?? []);
  const low = problems.filter(({ code }) => code === 'promotion_below_floor');
  const wrong = problems.filter(({ code }) => code !== 'promotion_below_floor');
  return (
    <aside className="draft-side" data-testid="draft-check">
      <DraftCheck draft={draft} headline={headline} check={check} problems={wrong} />
      <DraftActs
        headline={headline}
        open={openFields(values)}
        wrong={wrongFields(values)}
        problemCount={wrong.length}
        floorProblems={low}
        agreesToFloor={props.agreesToFloor}
        onAgree={props.onAgree}
        isRunning={props.isRunning}
        isSame={props.isSame}
        refusal={props.refusal}
        onSave={props.onSave}
      />
    </aside>
  );
}
