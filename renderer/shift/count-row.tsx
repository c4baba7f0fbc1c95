import { Minus, Plus } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { faceText, Money } from '../components/money.tsx';
import { type CountField, fieldFen } from './count-sheet.ts';
import type { CountSheet } from './use-count-sheet.ts';
import { putInto, WeighCoins } from './weigh-coins.tsx';

/** One denomination: pieces by key, by finger one at a time, or coins by their weight. */
export function CountRow({
  sheet,
  face,
}: {
  sheet: CountSheet;
  face: Exclude<CountField, 'other'>;
}) {
  const { t } = useWords();
  const name = useFaceWords()(face);
  const isWeighing = sheet.isWeighing(face);
  const amount = fieldFen(sheet.typed, face);
  return (
    <div className="count-row" data-current={sheet.current === face || undefined}>
      <span className="face">{name}</span>
      <button
        type="button"
        className="button"
        tabIndex={-1}
        aria-label={t('shift.fewer', { face: name })}
        data-testid={testIds.fewer(face)}
        disabled={isWeighing}
        onClick={() => sheet.step(face, -1)}
      >
        <Minus size={20} aria-hidden="true" />
      </button>
      <input
        {...fieldProps(sheet, face)}
        inputMode={isWeighing ? 'decimal' : 'numeric'}
        // biome-ignore lint/a11y/noAutofocus: counting starts with the largest note
        autoFocus={face === LARGEST}
        placeholder={t(isWeighing ? 'shift.grams' : placeholderOf(face))}
        aria-label={t(isWeighing ? 'shift.gramsOf' : 'shift.faceLabel', { face: name })}
        data-testid={testIds.pieces(face)}
        value={(isWeighing ? sheet.grams : sheet.typed)[face] ?? ''}
        onChange={(event) => putInto(sheet, face, event.target.value)}
      />
      <button
        type="button"
        className="button"
        tabIndex={-1}
        aria-label={t('shift.more', { face: name })}
        data-testid={testIds.more(face)}
        disabled={isWeighing}
        onClick={() => sheet.step(face, 1)}
      >
        <Plus size={20} aria-hidden="true" />
      </button>
      <WeighCoins sheet={sheet} face={face} name={name} />
      <span className="figures plain">{amount > 0 ? <Money amount={amount} /> : '—'}</span>
    </div>
  );
}

/** Money that fits no row, in yuan. */
export function LooseRow({ sheet }: { sheet: CountSheet }) {
  const { t } = useWords();
  const amount = fieldFen(sheet.typed, 'other');
  return (
    <div className="count-row loose" data-current={sheet.current === 'other' || undefined}>
      <span className="face">{t('shift.other')}</span>
      <input
        {...fieldProps(sheet, 'other')}
        inputMode="decimal"
        aria-label={t('shift.other')}
        value={sheet.typed.other ?? ''}
        onChange={(event) => sheet.put('other', event.target.value)}
      />
      <span className="figures plain">{amount > 0 ? <Money amount={amount} /> : '—'}</span>
    </div>
  );
}

/** `100` -> `1 元`, `50` -> `5 角`. */
export function useFaceWords(): (face: number) => string {
  const { t } = useWords();
  return (face) =>
    face >= 100
      ? t('shift.faceYuan', { face: faceText(face) })
      : t('shift.faceJiao', { face: face / 10 });
}

const LARGEST = 10_000;

function fieldProps(sheet: CountSheet, field: CountField) {
  return {
    ref: (input: HTMLInputElement | null) => {
      if (input) sheet.inputs.set(field, input);
      else sheet.inputs.delete(field);
    },
    className: 'input figures',
    autoComplete: 'off',
    onFocus: () => sheet.enter(field),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => moveByKey(event, sheet, field),
  };
}

/** Enter and the arrows go from field to field; on the last one Enter sends the form, as the button says. */
function moveByKey(
  event: KeyboardEvent<HTMLInputElement>,
  sheet: CountSheet,
  field: CountField,
): void {
  const by =
    event.key === 'ArrowUp' ? -1 : event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : null;
  if (by === null || event.nativeEvent.isComposing) return;
  const hasMoved = sheet.move(field, by);
  if (hasMoved || event.key !== 'Enter') event.preventDefault();
}

function placeholderOf(face: number) {
  if (face > 100) return 'shift.pieces';
  return face === 100 ? 'shift.piecesOrCoins' : 'shift.coins';
}
