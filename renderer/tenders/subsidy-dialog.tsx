import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CartSubsidyView, CartView } from '../../shared/contract/cart.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { EvidenceFields, evidenceOf, NO_EVIDENCE } from './evidence-fields.tsx';

/** Asks for the government's part of a unit for the person whose card lies on the counter, or takes it off again. */
export function SubsidyDialog(props: {
  readonly cart: CartView;
  /** The line it was opened for; `null`: the first that can have one. */
  readonly lineId: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { cart, lineId } = props;
  const ofLine = cart.subsidies.filter((unit) => unit.lineId === lineId);
  const units = ofLine.length > 0 ? ofLine : cart.subsidies;
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const open = units.find((unit) => !unit.isClaimed && serialOf(cart, unit) !== null);
  return (
    <SheetDialog
      title={t('tenders.subsidy')}
      testId={testIds.subsidyDialog}
      onClose={props.onClose}
    >
      <div className="stack">
        <p className="quiet-text">{t('tenders.subsidyLead')}</p>
        {units.length === 0 && <p className="empty">{t('tenders.noneHere')}</p>}
        <ul>
          {units.map((unit) => (
            <UnitRow
              key={`${unit.lineId}/${unit.unit}`}
              cart={cart}
              unit={unit}
              onRefusal={setRefusal}
            />
          ))}
        </ul>
        {open ? (
          <HolderForm
            key={`${open.lineId}/${open.unit}`}
            unit={open}
            sku={cart.lines.find((line) => line.lineId === open.lineId)?.sku ?? ''}
            isLast={units.filter((unit) => !unit.isClaimed).length === 1}
            hasOthers={units.length > 1}
            refusal={refusal}
            onRefusal={setRefusal}
            onClose={props.onClose}
          />
        ) : (
          <>
            <Notice refusal={refusal} />
            <div className="dialog-foot">
              <button type="button" className="button next" onClick={props.onClose}>
                {t('app.close')}
              </button>
            </div>
          </>
        )}
      </div>
    </SheetDialog>
  );
}

function UnitRow(props: {
  readonly cart: CartView;
  readonly unit: CartSubsidyView;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { cart, unit } = props;
  const line = cart.lines.find((one) => one.lineId === unit.lineId);
  const serialNumber = serialOf(cart, unit);
  const drop = async () => {
    const { lineId, unit: number } = unit;
    const answer = await ask(core.subsidy.drop.mutate({ lineId, unit: number }));
    props.onRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries();
  };
  return (
    <li className="list-row subsidy-unit" data-testid={testIds.subsidyUnit}>
      <span className="list-main">
        <b>{t('tenders.unitOf', { goods: line?.name ?? '', unit: unit.unit })}</b>
        <span className="quiet-text">
          {t('tenders.base', { amount: yuan(unit.baseFen), rate: unit.rate / 100 })}
        </span>
        {serialNumber === null ? (
          <span className="chip needs">{t('tenders.serialFirst')}</span>
        ) : (
          <span className="quiet-text">{t('tenders.serialOf', { serialNumber })}</span>
        )}
        {unit.holder && <span>{unit.holder}</span>}
      </span>
      <b className="figures">{yuan(-unit.subsidyFen)}</b>
      {unit.isClaimed && (
        <button
          type="button"
          className="button"
          data-testid={testIds.subsidyDrop}
          onClick={() => void drop()}
        >
          {t('tenders.drop')}
        </button>
      )}
    </li>
  );
}

function HolderForm(props: {
  readonly unit: CartSubsidyView;
  readonly sku: string;
  readonly isLast: boolean;
  readonly hasOthers: boolean;
  readonly refusal: ScreenRefusal | null;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { unit } = props;
  const [name, setName] = useState('');
  const [identityNumber, setIdentityNumber] = useState('');
  const [typed, setTyped] = useState(NO_EVIDENCE);
  const known = useQuery(reads.subsidy.known.queryOptions({ sku: props.sku }));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { lineId } = unit;
    const evidence = evidenceOf(typed, known.data);
    const claim = { lineId, unit: unit.unit, name, identityNumber, ...evidence };
    const answer = await ask(core.subsidy.claim.mutate(claim));
    props.onRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    await queryClient.invalidateQueries();
    if (props.isLast) props.onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      {props.hasOthers && <h3>{t('tenders.unit', { unit: unit.unit })}</h3>}
      <div className="row">
        <Field
          label={t('tenders.name')}
          value={name}
          onText={(text) => {
            setName(text);
            props.onRefusal(null);
          }}
          maxLength={30}
          required
          autoFocus
          name="holder-name"
          testId={testIds.holderName}
        />
        <Field
          className="grow"
          label={t('tenders.identityNumber')}
          value={identityNumber}
          onText={(text) => {
            setIdentityNumber(text.toUpperCase());
            props.onRefusal(null);
          }}
          maxLength={22}
          required
          inputMode="text"
          name="holder-number"
          spellCheck={false}
          testId={testIds.holderNumber}
        />
      </div>
      <EvidenceFields
        unit={unit}
        known={known.data}
        typed={typed}
        onType={(change) => {
          setTyped({ ...typed, ...change });
          props.onRefusal(null);
        }}
      />
      <Notice refusal={props.refusal} />
      <div className="dialog-foot">
        <button type="button" className="button" onClick={props.onClose}>
          {t('app.cancel')}
        </button>
        <button type="submit" className="button next" data-testid={testIds.subsidyConfirm}>
          {t('tenders.claim')} {yuan(-unit.subsidyFen)}
        </button>
      </div>
    </form>
  );
}

/** The number a unit is subsidised by: its own, or an air conditioner's outdoor unit's. */
function serialOf(cart: CartView, { lineId, unit }: CartSubsidyView): string | null {
  const slots = cart.lines.find((line) => line.lineId === lineId)?.serials ?? [];
  return slots.find((slot) => slot.unit === unit && slot.role !== 'indoor')?.serialNumber ?? null;
}
