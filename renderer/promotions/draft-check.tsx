import type { PromotionCheck, PromotionDraft } from '../../shared/contract/promotions.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';
import { DraftOverlaps } from './draft-overlaps.tsx';
import { useNamedProblems } from './use-named-problems.ts';
import { usePromotionParts } from './use-promotion-summary.ts';

/** Said by the headline, or by what stands beside the button. */
const SAID_ELSEWHERE = ['benefit', 'times', 'funding'];

/** Beside the form: the rule in plain words, what is wrong with it and what it meets. */
export function DraftCheck(props: {
  readonly draft: PromotionDraft;
  readonly headline: string;
  readonly check: PromotionCheck | null;
  readonly problems: PromotionCheck['problems'];
}) {
  const { t, say } = useWords();
  const { draft, check } = props;
  const parts = usePromotionParts(draft);
  const wrong = useNamedProblems(props.problems);
  // A set without goods is about none, not about all of them.
  const isEmptySet = draft.benefit.kind === 'bundle' && draft.benefit.items.length === 0;
  return (
    <ScrollArea className="card detail draft-check" label={t('promotions.check.title')}>
      <p className="quiet-text">{t('promotions.check.title')}</p>
      <p className="draft-summary" data-testid="draft-summary" aria-live="polite">
        {props.headline}
      </p>
      <ul className="draft-parts">
        {parts
          .filter(({ about }) => !SAID_ELSEWHERE.includes(about))
          .map(({ about, text }) => (
            <li key={about}>{text}</li>
          ))}
        {check && !isEmptySet && (
          <li>{t('promotions.check.goods', { count: check.goodsCount })}</li>
        )}
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
      {check && check.overlaps.length > 0 && <DraftOverlaps overlaps={check.overlaps} />}
    </ScrollArea>
  );
}
