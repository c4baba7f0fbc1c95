import type { ReactNode } from 'react';
import type { ScreenRefusal } from '../client/ask.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

/** A refusal in words, where the eye is, with the ways out as buttons. */
export function Notice({
  refusal,
  children,
}: {
  refusal: ScreenRefusal | null;
  children?: ReactNode;
}) {
  const { say } = useWords();
  if (!refusal) return null;
  return (
    <div className="notice" role="alert" data-testid={testIds.refusal} data-code={refusal.code}>
      <p>{say(refusal)}</p>
      {children}
    </div>
  );
}
