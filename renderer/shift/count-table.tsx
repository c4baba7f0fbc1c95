import { DENOMINATIONS } from '../../shared/contract/shift.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money } from '../components/money.tsx';
import { CountRow, LooseRow } from './count-row.tsx';
import type { CountSheet } from './use-count-sheet.ts';

/** One row a denomination; what each row and all of them come to is shown as typed. */
export function CountTable({ sheet }: { sheet: CountSheet }) {
  const { t } = useWords();
  return (
    <div className="card count">
      {DENOMINATIONS.map((face) => (
        <CountRow key={face} sheet={sheet} face={face} />
      ))}
      <LooseRow sheet={sheet} />
      <div className="count-total">
        <span>{t('shift.counted')}</span>
        <output data-testid={testIds.countTotal} data-fen={sheet.totalFen}>
          <Money amount={sheet.totalFen} sign />
        </output>
      </div>
    </div>
  );
}
