import type { PromotionCheck } from '../../shared/contract/promotions.ts';
import { useWords } from '../client/use-words.ts';
import { useGoodTitles } from './use-promotion-summary.ts';

type Problems = PromotionCheck['problems'];

/** What is wrong with a draft, each sentence once, its goods named by what staff call them; one that nobody knows by its number. */
export function useNamedProblems(problems: Problems): Problems {
  const { say } = useWords();
  const titleOf = useGoodTitles(problems.flatMap(({ params }) => String(params?.sku ?? '') || []));
  const named = problems.map((problem) => {
    const sku = problem.params?.sku;
    if (sku === undefined) return problem;
    return { ...problem, params: { ...problem.params, sku: titleOf(String(sku)) } };
  });
  return [
    ...new Map(named.toReversed().map((problem) => [say(problem), problem])).values(),
  ].reverse();
}
