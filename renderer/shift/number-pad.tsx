import { CornerDownLeft, Delete } from 'lucide-react';
import type { MouseEvent } from 'react';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

const ROWS = ['7', '8', '9', '4', '5', '6', '1', '2', '3', '.', '0'] as const;
export type NumberKey = (typeof ROWS)[number] | 'back' | 'next';

/** Number keys for a finger. They leave the focus in the field that is written. */
export function NumberPad({ onKey }: { onKey: (key: NumberKey) => void }) {
  const { t } = useWords();
  const key = (name: NumberKey) => ({
    type: 'button' as const,
    tabIndex: -1, // with a keyboard at hand its own keys are nearer
    onMouseDown: keepFocus,
    'data-testid': testIds.padKey(name),
    onClick: () => onKey(name),
  });
  return (
    <fieldset className="number-pad">
      <legend className="hidden-label">{t('shift.keypad')}</legend>
      {ROWS.map((name) => (
        <button key={name} className="button" {...key(name)}>
          {name}
        </button>
      ))}
      <button className="button" aria-label={t('shift.keypadBack')} {...key('back')}>
        <Delete size={22} aria-hidden="true" />
      </button>
      <button className="button pad-next" {...key('next')}>
        {t('shift.keypadNext')}
        <CornerDownLeft size={18} aria-hidden="true" />
      </button>
    </fieldset>
  );
}

function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
