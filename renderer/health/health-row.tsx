import type { HealthLine } from '../../shared/contract/health.ts';
import { healthSentences } from '../../shared/i18n/health-sentences.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { HealthExitButton } from './health-exit.tsx';

/** One line of the page: the topic, what is the case, and for what is not green what to do, with the button. */
export function HealthRow({ line, again }: { line: HealthLine; again: () => void }) {
  const { t, language, dayTime } = useWords();
  const { topic, says, todo } = healthSentences(line, language, dayTime);
  return (
    <li
      className="list-row health-row"
      data-testid={testIds.healthLine(line.topic)}
      data-tone={line.tone}
      data-state={line.state}
    >
      <span className="health-mark" data-tone={line.tone}>
        <i className="dot" aria-hidden="true" />
        {t(`health.tones.${line.tone}`)}
      </span>
      <span className="list-main">
        <strong>{topic}</strong>
        <span>{says}</span>
        {todo && <span className="quiet-text">{todo}</span>}
      </span>
      {line.exit && <HealthExitButton exit={line.exit} again={again} />}
    </li>
  );
}
