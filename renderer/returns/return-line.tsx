import { Minus, Plus } from 'lucide-react';
import type { Condition, ReturnableLine } from '../../shared/contract/returns.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { Money, quantityText } from '../components/money.tsx';
import { type ReturnDraft, unitsLeft } from './use-return.ts';

type Unit = ReturnableLine['units'][number];
type LineProps = { readonly line: ReturnableLine; readonly draft: ReturnDraft };

/** More units of one line than this are counted, not ticked one by one. */
const TICKED_UNITS = 12;

/** One line of the receipt: a tap takes all of it back; where it has several units, each can be ticked. */
export function ReturnLine({ line, draft }: LineProps) {
  const { t } = useWords();
  const left = unitsLeft(line);
  const chosen = left.filter((unit) => draft.conditionOf(line, unit) !== null);
  const isAll = left.length > 0 && chosen.length === left.length;
  const [single] = line.units.length === 1 ? line.units : [];
  return (
    <li className="card return-line" data-testid={testIds.returnLine} data-chosen={chosen.length}>
      <label className="return-all" data-off={left.length === 0 || undefined}>
        <input
          type="checkbox"
          checked={isAll}
          disabled={left.length === 0}
          data-testid={testIds.returnWhole}
          onChange={() => (isAll ? draft.leave(line, left) : draft.take(line, left))}
        />
        <span className="tile" aria-hidden="true">
          {line.tile}
        </span>
        <span className="list-main">
          <b>{itemTitle({ ...line, brand: '' })}</b>
          <span className="quiet-text">
            {quantityText(line.quantityMilli)} {line.unitLabel}
            {single && serialText(single)}
            {left.length > 1 && ` · ${t('returns.all', { count: left.length })}`}
          </span>
        </span>
        <b className="figures">
          <Money amount={line.paidFen} />
        </b>
      </label>
      {single && <UnitState unit={single} line={line} draft={draft} />}
      {!single && line.units.length <= TICKED_UNITS && <Units line={line} draft={draft} />}
      {!single && line.units.length > TICKED_UNITS && <Counted line={line} draft={draft} />}
    </li>
  );
}

function Units({ line, draft }: LineProps) {
  const { t } = useWords();
  return (
    <ul className="return-units">
      {line.units.map((unit) => {
        const isChosen = draft.conditionOf(line, unit) !== null;
        return (
          <li key={unit.unit} className="return-unit">
            <label data-off={unit.returned !== null || undefined}>
              <input
                type="checkbox"
                checked={isChosen}
                disabled={unit.returned !== null}
                data-testid={testIds.returnUnit}
                onChange={() => (isChosen ? draft.leave(line, [unit]) : draft.take(line, [unit]))}
              />
              <span>
                {t('returns.unit', { unit: unit.unit })}
                <small className="quiet-text">{serialText(unit)}</small>
              </span>
              <span className="figures">
                <Money amount={unit.paidFen} />
              </span>
            </label>
            <UnitState unit={unit} line={line} draft={draft} />
          </li>
        );
      })}
    </ul>
  );
}

/** Many alike: how many come back, and in what condition all of these are. */
function Counted({ line, draft }: LineProps) {
  const { t } = useWords();
  const left = unitsLeft(line);
  const chosen = left.filter((unit) => draft.conditionOf(line, unit) !== null);
  const [first] = chosen;
  const condition = (first && draft.conditionOf(line, first)) ?? 'restock';
  const next = left.find((unit) => draft.conditionOf(line, unit) === null);
  const last = chosen.at(-1);
  return (
    <div className="return-counted">
      <fieldset className="segments-field row">
        <legend className="hidden-label">{t('returns.howMany')}</legend>
        <button
          type="button"
          className="button"
          aria-label={t('returns.fewer')}
          disabled={!last}
          onClick={() => last && draft.leave(line, [last])}
        >
          <Minus size={20} aria-hidden="true" />
        </button>
        <output className="return-count">{chosen.length}</output>
        <button
          type="button"
          className="button"
          aria-label={t('returns.more')}
          disabled={!next}
          onClick={() => next && draft.take(line, [next], condition)}
        >
          <Plus size={20} aria-hidden="true" />
        </button>
        <span className="quiet-text">{t('returns.leftOf', { count: left.length })}</span>
        {left.length < line.units.length && (
          <span className="chip needs">
            {t('returns.unitsBack', { count: line.units.length - left.length })}
          </span>
        )}
      </fieldset>
      {first && line.isStocked && (
        <Conditions condition={condition} onChoose={(one) => draft.take(line, chosen, one)} />
      )}
    </div>
  );
}

/** Of a unit that came back: when; of one that is ticked: in what condition it is. */
function UnitState({ unit, line, draft }: LineProps & { readonly unit: Unit }) {
  const { t, dayTime } = useWords();
  if (unit.returned) {
    const { returnNumber: number, at } = unit.returned;
    return (
      <span className="chip needs return-back">
        {t('returns.cameBack', { number, time: dayTime(at) })}
      </span>
    );
  }
  const condition = draft.conditionOf(line, unit);
  if (condition === null || !line.isStocked) return null;
  return <Conditions condition={condition} onChoose={(one) => draft.take(line, [unit], one)} />;
}

function Conditions(props: {
  readonly condition: Condition;
  readonly onChoose: (condition: Condition) => void;
}) {
  const { t } = useWords();
  return (
    <fieldset className="segments-field return-condition">
      <legend className="hidden-label">{t('returns.condition')}</legend>
      <div className="segments">
        {(['restock', 'damaged'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={one === props.condition}
            data-testid={testIds.returnCondition(one)}
            onClick={() => props.onChoose(one)}
          >
            {t(`returns.${one}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function serialText(unit: Unit): string {
  return unit.serialNumbers.length === 0 ? '' : ` · SN ${unit.serialNumbers.join('、')}`;
}
