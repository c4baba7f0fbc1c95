import { Scale } from 'lucide-react';
import { useEffect } from 'react';
import {
  piecesByWeight,
  WEIGHED_FACES,
  type WeighedFace,
} from '../../shared/domain/shift/coin-weight.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import type { CountField } from './count-sheet.ts';
import type { CountSheet } from './use-count-sheet.ts';

const MOST_GRAM_DIGITS = 7;

/** Beside a coin's field: the way to its weight, and how many that makes. A weight that fits no coins is not taken. */
export function WeighCoins(props: {
  readonly sheet: CountSheet;
  readonly face: CountField;
  readonly name: string;
}) {
  const { t } = useWords();
  const { sheet, face, name } = props;
  const isWeighing = sheet.isWeighing(face);
  const fault = useWeightFault(sheet, face);
  const input = sheet.inputs.get(face);
  useEffect(() => {
    input?.setCustomValidity(fault ?? '');
    return () => input?.setCustomValidity('');
  }, [input, fault]);
  if (!isWeighed(face)) return null;
  return (
    <>
      <span className="weighing">
        <button
          type="button"
          className="button"
          tabIndex={-1}
          aria-pressed={isWeighing}
          aria-label={t('shift.weighLabel', { face: name })}
          data-testid={testIds.weigh(face)}
          onClick={() => {
            sheet.toggleWeighing(face);
            input?.focus();
          }}
        >
          <Scale size={18} aria-hidden="true" />
          {t('shift.weigh')}
        </button>
        {isWeighing && fault === null && sheet.typed[face] && (
          <span className="quiet-text">
            {t('shift.weighed', { count: Number(sheet.typed[face]) })}
          </span>
        )}
      </span>
      {fault !== null && <span className="weight-fault">{fault}</span>}
    </>
  );
}

/** Writes a field: pieces, loose yuan, or the grams that tell the pieces. */
export function putInto(sheet: CountSheet, field: CountField, text: string): void {
  if (!isWeighed(field) || !sheet.isWeighing(field)) {
    sheet.put(field, text);
    return;
  }
  const grams = text.replace(/[^\d.]/g, '').slice(0, MOST_GRAM_DIGITS);
  const told = piecesByWeight({ face: field, grams: Number(grams) });
  sheet.putWeight(field, grams, told.ok ? told.value : 0);
}

/** Why the weight that was typed tells no number of coins; null while it does. */
function useWeightFault(sheet: CountSheet, face: CountField): string | null {
  const { t } = useWords();
  const grams = sheet.grams[face] ?? '';
  if (!isWeighed(face) || grams === '') return null;
  const told = piecesByWeight({ face, grams: Number(grams) });
  if (told.ok) return null;
  const { low, high, most } = told.refusal.params ?? {};
  if (most !== undefined) return t('shift.weighMost', { most });
  if (low === undefined || high === undefined) return t('shift.weighNone');
  return t('shift.weighOdd', { low, high });
}

function isWeighed(field: CountField): field is WeighedFace {
  return WEIGHED_FACES.some((face) => face === field);
}
