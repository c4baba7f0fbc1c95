import type { CartSubsidyView } from '../../shared/contract/cart.ts';
import type { KnownEvidence } from '../../shared/contract/subsidy-claims.ts';
import { isEan13 } from '../../shared/domain/tender/eligibility.ts';
import { fen, parseYuan, plainYuan } from '../../shared/kernel/money.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { playSound } from '../client/sounds.ts';
import { testIds } from '../client/test-ids.ts';
import { useWedge } from '../client/use-wedge.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';

/** What the platform's conditions ask for beside the person, as it is typed and ticked; `null` is not touched yet. */
export type TypedEvidence = {
  readonly ean: string | null;
  readonly filed: string | null;
  readonly isEntitled: boolean;
  readonly isAddressInRegion: boolean;
};

export const NO_EVIDENCE: TypedEvidence = {
  ...{ ean: null, filed: null },
  ...{ isEntitled: false, isAddressInRegion: false },
};

/** What a claim says of it: what was typed goes before what is known of the model. */
export function evidenceOf(typed: TypedEvidence, known: KnownEvidence | undefined) {
  const { isEntitled, isAddressInRegion } = typed;
  const filedFen = typed.filed === null ? (known?.filedFen ?? null) : parseYuan(typed.filed);
  return {
    ...{ ean: typed.ean ?? known?.ean ?? '', isEntitled, isAddressInRegion },
    filedFen: filedFen === 0 ? null : filedFen,
  };
}

/** EAN and filed price where they are asked for, and what the cashier confirms by a tick each. */
export function EvidenceFields(props: {
  readonly unit: CartSubsidyView;
  readonly known: KnownEvidence | undefined;
  readonly typed: TypedEvidence;
  readonly onType: (change: Partial<TypedEvidence>) => void;
}) {
  const { t } = useWords();
  const { unit, known, typed, onType } = props;
  const filed = known?.filedFen ?? null;
  const asksForEan = known !== undefined && !known.isOfCatalogue;
  useScannedEan(asksForEan, (ean) => onType({ ean }));
  return (
    <>
      <div className="row" data-takes-scans={asksForEan ? true : undefined}>
        {asksForEan && (
          <Field
            label={t('tenders.ean')}
            value={typed.ean ?? known.ean}
            onText={(ean) => onType({ ean })}
            maxLength={20}
            inputMode="numeric"
            name="goods-code"
            testId={testIds.subsidyEan}
          />
        )}
        {unit.needsFiledPrice && (
          <Field
            label={t('tenders.filedPrice')}
            value={typed.filed ?? (filed === null ? '' : plainYuan(fen(filed)))}
            onText={(text) => onType({ filed: text })}
            maxLength={12}
            inputMode="decimal"
            name="filed-price"
            testId={testIds.subsidyFiled}
          />
        )}
      </div>
      <Tick
        text={t('tenders.entitled')}
        isOn={typed.isEntitled}
        onTick={(isEntitled) => onType({ isEntitled })}
        testId={testIds.subsidyEntitled}
      />
      {unit.needsAddress && (
        <Tick
          text={t('tenders.addressInRegion', { policy: unit.policyName })}
          isOn={typed.isAddressInRegion}
          onTick={(isAddressInRegion) => onType({ isAddressInRegion })}
          testId={testIds.subsidyAddress}
        />
      )}
    </>
  );
}

/** A scan while the dialog stands open is the code on the box, wherever the focus is. */
function useScannedEan(isAsked: boolean, onScanned: (code: string) => void): void {
  const take = (code: string) => {
    if (!isAsked) return;
    playSound(isEan13(code) ? 'good' : 'bad');
    if (isEan13(code)) onScanned(code);
  };
  useWedge({ onScan: take, onKey: () => undefined });
  useCoreEvent((event) => {
    if (event.type === 'scan.received') take(event.code);
  });
}

function Tick(props: {
  readonly text: string;
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
  readonly testId: string;
}) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.isOn}
        data-testid={props.testId}
        onChange={(event) => props.onTick(event.target.checked)}
      />
      {props.text}
    </label>
  );
}
