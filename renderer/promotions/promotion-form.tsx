import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PromotionRow } from '../../shared/contract/promotions.ts';
import type { PromotionKind } from '../../shared/domain/promotions/promotion.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Segments } from '../components/segments.tsx';
import { toast } from '../components/toast.tsx';
import { DraftSide } from './draft-side.tsx';
import { FormSections } from './form-sections.tsx';
import { draftFrom, type FormValues } from './form-values.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { realProblems } from './open-fields.ts';
import type { FormStart } from './promotions-screen.tsx';
import type { TriedGoods } from './try-cart-part.tsx';
import { TryPanel } from './try-panel.tsx';

/** The rule is checked when typing rests for so long. */
const REST_MS = 300;

/** One promotion: its rule, what it comes to in plain words, what is wrong with it, and trying it before it counts. */
export function PromotionForm(props: { readonly start: FormStart; readonly onDone: () => void }) {
  const { t } = useWords();
  const { row } = props.start;
  const [values, setValues] = useState<FormValues>(props.start.values);
  const [part, setPart] = useState<'rule' | 'try'>('rule');
  const [triedGoods, setTriedGoods] = useState<TriedGoods>(new Map());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [agreesToFloor, setAgrees] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const draft = draftFrom(values);
  const rested = useRested(draft, REST_MS);
  const promotionId = row?.promotionId ?? null;
  const check = useQuery(
    reads.promotions.check.queryOptions(
      { promotionId, status: 'scheduled', definition: rested },
      { placeholderData: keepPreviousData },
    ),
  );
  const isChanged = values !== props.start.values;
  // A copy that was never saved is lost like anything typed.
  const isUnsaved = isChanged || (row === null && props.start.values.name !== '');
  const save = async (status: 'draft' | 'scheduled') => {
    const answer = await withApproval((approval) =>
      ask(
        core.promotions.save.mutate({
          ...{ promotionId, expectedVersion: row?.version ?? 0, status, definition: draft },
          ...{ agreesToFloor, approval },
        }),
      ),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    const isNow = draft.window.fromAt <= Date.now();
    const said = status === 'draft' ? 'savedDraft' : isNow ? 'nowRunning' : 'scheduled';
    toast(t(`promotions.save.${said}`));
    await queryClient.invalidateQueries({ queryKey: [['promotions']] });
    props.onDone();
  };
  return (
    <>
      <FormHead
        row={row}
        kind={values.kind}
        part={part}
        onPart={setPart}
        onBack={() => (isUnsaved ? setLeaving(true) : props.onDone())}
      />
      <div className="promotion-form">
        <div className="stack">
          {part === 'rule' ? (
            <FormSections
              values={values}
              problems={realProblems(values, check.data?.problems ?? [])}
              onChange={(change) => {
                setValues({ ...values, ...change });
                setRefusal(null);
              }}
            />
          ) : (
            <TryPanel
              promotionId={promotionId}
              draft={draft}
              goods={triedGoods}
              onGoods={setTriedGoods}
            />
          )}
        </div>
        <DraftSide
          values={values}
          draft={draft}
          check={check.data ?? null}
          isRunning={row?.standing === 'running'}
          isSame={!isChanged}
          refusal={refusal}
          agreesToFloor={agreesToFloor}
          onAgree={setAgrees}
          onSave={(status) => void save(status)}
        />
      </div>
      {isLeaving && <LeaveDialog onLeave={props.onDone} onStay={() => setLeaving(false)} />}
    </>
  );
}

/** Which promotion it is, its rule or the trial of it, and the way back. */
function FormHead(props: {
  readonly row: PromotionRow | null;
  readonly kind: PromotionKind;
  readonly part: 'rule' | 'try';
  readonly onPart: (part: 'rule' | 'try') => void;
  readonly onBack: () => void;
}) {
  const { t } = useWords();
  const { row, part } = props;
  const kind = t(`promotions.kind.${props.kind}`);
  return (
    <div className="page-head">
      <div>
        <h1>{row?.definition.name ?? t('promotions.form.newTitle', { kind })}</h1>
        {row && (
          <p className="quiet-text">
            {kind} · {t(`promotions.standing.${row.standing}`)}
          </p>
        )}
      </div>
      <div className="row wrap">
        <Segments
          label=""
          value={part}
          options={(['rule', 'try'] as const).map((value) => ({
            value,
            label: t(`promotions.form.${value}`),
          }))}
          onChoose={props.onPart}
          testId={(value) => `promotion-part-${value}`}
        />
        <button
          type="button"
          className="button"
          data-testid="promotion-back"
          onClick={props.onBack}
        >
          {t('promotions.back')}
        </button>
      </div>
    </div>
  );
}

/** A value once it has stayed the same for a while. */
function useRested<Value>(value: Value, restMs: number): Value {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState({ value, text });
  useEffect(() => {
    const timer = setTimeout(
      () => setRested({ value: JSON.parse(text) as Value, text }), // the value itself, by its text
      restMs,
    );
    return () => clearTimeout(timer);
  }, [text, restMs]);
  return rested.value;
}
