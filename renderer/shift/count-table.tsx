import type { KeyboardEvent } from 'react';
import { type CashCountInput, DENOMINATIONS } from '../../shared/contract/shift.ts';
import { countedCash } from '../../shared/domain/shift/denominations.ts';
import { parseYuan } from '../../shared/kernel/money.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { faceText, Money, yuan } from '../components/money.tsx';

/** Pieces as typed, by face in fen, and loose money in yuan. */
export type TypedCount = {
  readonly pieces: Readonly<Record<string, string>>;
  readonly other: string;
};
export const NOTHING_COUNTED: TypedCount = { pieces: {}, other: '' };

/** One row a denomination; Enter goes to the next. What each row and all of them come to is shown as typed. */
export function CountTable(props: {
  readonly count: TypedCount;
  readonly onCount: (count: TypedCount) => void;
}) {
  const { t } = useWords();
  const { count, onCount } = props;
  const faceWords = (face: number) =>
    face >= 100
      ? t('shift.faceYuan', { face: faceText(face) })
      : t('shift.faceJiao', { face: face / 10 });
  const summed = sumOf(count);
  return (
    <div className="card count">
      {DENOMINATIONS.map((face, index) => (
        <label key={face} className="count-row">
          <span>{faceWords(face)}</span>
          <input
            className="input figures"
            inputMode="numeric"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: counting starts with the largest note
            autoFocus={index === 0}
            placeholder={t(placeholderOf(face))}
            aria-label={t('shift.faceLabel', { face: faceWords(face) })}
            data-testid={testIds.pieces(face)}
            value={count.pieces[face] ?? ''}
            onKeyDown={toNextField}
            onChange={(event) =>
              onCount({
                ...count,
                pieces: {
                  ...count.pieces,
                  [face]: event.target.value.replace(/\D/g, '').slice(0, 5),
                },
              })
            }
          />
          <span className="figures plain">
            {summed.byFace[face] ? <Money amount={summed.byFace[face]} /> : '—'}
          </span>
        </label>
      ))}
      <label className="count-row">
        <span>{t('shift.other')}</span>
        <input
          className="input figures"
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('shift.other')}
          value={count.other}
          onKeyDown={toNextField}
          onChange={(event) =>
            onCount({ ...count, other: event.target.value.replace(/[^\d.]/g, '') })
          }
        />
        <span className="figures plain">{count.other ? yuan(summed.otherFen) : '—'}</span>
      </label>
      <div className="count-total">
        <span>{t('shift.counted')}</span>
        <output data-testid={testIds.countTotal} data-fen={summed.total}>
          <Money amount={summed.total} />
        </output>
      </div>
    </div>
  );
}

/** What the typed count is to the core: whole pieces, loose fen. */
export function countInput(count: TypedCount): CashCountInput {
  const pieces = Object.entries(count.pieces).filter(([, typed]) => typed !== '');
  return {
    pieces: Object.fromEntries(pieces.map(([face, typed]) => [face, Number(typed)])),
    otherFen: parseYuan(count.other) ?? 0,
  };
}

function sumOf(count: TypedCount) {
  const input = countInput(count);
  const total = (one: CashCountInput): number => {
    const counted = countedCash(one);
    return counted.ok ? counted.value.total : 0;
  };
  const byFace = Object.entries(input.pieces).map(
    ([face, number]) => [face, total({ pieces: { [face]: number }, otherFen: 0 })] as const,
  );
  return {
    byFace: Object.fromEntries(byFace) as Readonly<Record<string, number>>,
    otherFen: input.otherFen,
    total: total(input),
  };
}

function placeholderOf(face: number) {
  if (face > 100) return 'shift.pieces';
  return face === 100 ? 'shift.piecesOrCoins' : 'shift.coins';
}

function toNextField(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return;
  const form = event.currentTarget.form;
  const fields = [...(form?.querySelectorAll('input') ?? [])];
  const next = fields[fields.indexOf(event.currentTarget) + 1];
  // On the last field Enter sends the form, as the hint on the button says.
  if (!next) return;
  event.preventDefault();
  next.focus();
}
