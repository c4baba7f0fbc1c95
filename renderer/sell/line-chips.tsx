import { X } from 'lucide-react';
import type { CartLineView } from '../../shared/contract/cart.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { quantityText, yuan } from '../components/money.tsx';
import { SavingChips } from './saving-chips.tsx';
import { SubsidyChip } from './subsidy-chip.tsx';
import type { Sell } from './use-sell.ts';

/** Why cheaper (red), units (grey), what is missing (amber), how it reaches the customer (green). */
export function LineChips(props: {
  readonly line: CartLineView;
  readonly sell: Sell;
  readonly isSelected: boolean;
}) {
  const { t } = useWords();
  const { line, sell } = props;
  const missing = line.serials.find((slot) => slot.serialNumber === null);
  return (
    <div className="line-chips">
      {line.priceChange && (
        <span className="chip needs">
          {t('sell.priceChange', {
            from: yuan(line.priceChange.fromFen),
            to: yuan(line.priceChange.toFen),
          })}
        </span>
      )}
      {line.unitPriceFen === 0 && (
        <button
          type="button"
          className="chip needs"
          onClick={() => {
            sell.choose(line.lineId);
            sell.setMode({ kind: 'price', lineId: line.lineId });
          }}
        >
          {t('obstacle.item_has_no_price')}
        </button>
      )}
      <SavingChips line={line} sell={sell} />
      <SubsidyChip line={line} sell={sell} />
      {line.serials.map((slot) =>
        slot.serialNumber === null ? null : (
          <SerialChip
            key={slot.serialNumber}
            role={t(`serialRole.${slot.role}`)}
            number={slot.serialNumber}
            onRemove={(serialNumber) =>
              void sell.run(core.cart.removeSerial.mutate({ lineId: line.lineId, serialNumber }))
            }
          />
        ),
      )}
      {missing && (
        <button
          type="button"
          className="chip needs"
          data-testid={testIds.missingSerialChip}
          onClick={() => {
            sell.choose(line.lineId);
            sell.setMode({ kind: 'serial', lineId: line.lineId });
          }}
        >
          {t('sell.scanSerial', { role: t(`serialRole.${missing.role}`) })}
          {line.missingSerials > 1 && ` × ${line.missingSerials}`}
        </button>
      )}
      {line.canDeliver && (
        <button
          type="button"
          className={line.handover === 'carry_out' ? 'chip' : 'chip done'}
          data-testid={testIds.handoverChip}
          onClick={() => {
            sell.choose(line.lineId);
            void sell.handOver(line.lineId);
          }}
        >
          {t(`handover.${line.handover}`)}
        </button>
      )}
      {line.kind === 'goods' && line.stockMilli < line.quantityMilli && (
        <span className="chip needs">
          {line.stockMilli > 0
            ? t('sell.stock', { amount: quantityText(line.stockMilli) })
            : t('sell.noStock')}
        </span>
      )}
      {line.note !== '' && <span className="chip advice">{line.note}</span>}
    </div>
  );
}

function SerialChip(props: {
  readonly role: string;
  readonly number: string;
  readonly onRemove: (serialNumber: string) => void;
}) {
  const { t } = useWords();
  return (
    <button
      type="button"
      className="chip"
      data-testid={testIds.serialChip}
      onClick={() => props.onRemove(props.number)}
    >
      {t('sell.serial', { role: props.role, number: props.number })}
      <X size={13} aria-hidden="true" />
      <span className="hidden-label">{t('sell.removeSerial')}</span>
    </button>
  );
}
