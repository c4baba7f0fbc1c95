import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import type { ApprovalInput } from '../../shared/contract/answer.ts';
import type { ScreenAnswer, ScreenCode, ScreenRefusal } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from './notice.tsx';
import { PinPad } from './pin-pad.tsx';
import { SheetDialog } from './sheet-dialog.tsx';

type Request = {
  readonly refusal: ScreenRefusal;
  readonly settle: (approval: ApprovalInput | null) => void;
};

/** Refusals that another person can lift for this one action, and those of a PIN that did not do it. */
const LIFTED_BY_APPROVAL: readonly ScreenCode[] = [
  'approval_needed',
  'discount_over_limit',
  'below_floor_price',
  'clock_before_opening',
  'clock_far_ahead',
];
const APPROVAL_FAILED: readonly ScreenCode[] = [
  'approval_refused',
  'pin_wrong',
  'pin_must_wait',
  'staff_unknown',
];

let asked: Request | null = null;
const listeners = new Set<() => void>();

/**
 * Runs a command; where it needs a second person, asks for person and PIN in place and runs it again
 * with that approval alone. Closing the dialog leaves the last refusal as the answer.
 */
export async function withApproval<Value>(
  run: (approval?: ApprovalInput) => Promise<ScreenAnswer<Value>>,
): Promise<ScreenAnswer<Value>> {
  let answer = await run();
  let wasAsked = false;
  while (!answer.ok) {
    const { refusal } = answer;
    const mayAsk = LIFTED_BY_APPROVAL.includes(refusal.code);
    if (!mayAsk && !(wasAsked && APPROVAL_FAILED.includes(refusal.code))) return answer;
    const approval = await requestApproval(refusal);
    if (!approval) return answer;
    wasAsked = true;
    answer = await run(approval);
  }
  return answer;
}

/** Shows the dialog while some command waits for an approval. */
export function ApprovalDialogs() {
  const request = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    () => asked,
  );
  return request && <ApprovalDialog request={request} />;
}

function ApprovalDialog({ request }: { request: Request }) {
  const { t } = useWords();
  const staff = useQuery(reads.session.staff.queryOptions());
  const approvers = (staff.data ?? []).filter((p) => p.role === 'manager' || p.role === 'owner');
  const [staffId, setStaffId] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const why = whyAsked(request.refusal);
  const chosen = approvers.find((person) => person.staffId === staffId) ?? approvers[0];
  return (
    <SheetDialog
      title={t('approval.title')}
      testId={testIds.approvalDialog}
      onClose={() => request.settle(null)}
    >
      <div className="stack">
        <Notice refusal={request.refusal} />
        <p className="quiet-text">
          {why && t(`approval.${why}`)} {t('approval.once')}
        </p>
        <fieldset className="segments-field">
          <legend className="quiet-text">{t('approval.who')}</legend>
          <div className="segments">
            {approvers.map((person) => (
              <button
                key={person.staffId}
                type="button"
                className="button"
                aria-pressed={person === chosen}
                data-testid={testIds.approver(person.staffId)}
                onClick={() => setStaffId(person.staffId)}
              >
                {person.name} · {t(`role.${person.role}`)}
                {person.demoPin !== null && (
                  <small>{t('signIn.demoHint', { pin: person.demoPin })}</small>
                )}
              </button>
            ))}
          </div>
        </fieldset>
        <PinPad
          label={t('signIn.pinOf', { name: chosen?.name ?? '' })}
          action={t('approval.approve')}
          pin={pin}
          isBusy={false}
          isDisabled={!chosen}
          onPin={setPin}
          onEnter={(entered) => {
            if (chosen) request.settle({ staffId: chosen.staffId, pin: entered });
          }}
        />
      </div>
    </SheetDialog>
  );
}

function requestApproval(refusal: ScreenRefusal): Promise<ApprovalInput | null> {
  return new Promise((settle) => {
    set({
      refusal,
      settle: (approval) => {
        set(null);
        settle(approval);
      },
    });
  });
}

function set(request: Request | null): void {
  asked = request;
  for (const listener of listeners) listener();
}

/** Why somebody else has to look, where one would not guess it from what was done. */
function whyAsked({
  params,
}: ScreenRefusal): 'countDiffers' | 'cashCounted' | 'cashTogether' | null {
  const isCash = params?.payOutFen !== undefined;
  if (params?.countSeq !== undefined) return 'countDiffers';
  if (isCash && params?.right === 'accept_over_short') return 'cashCounted';
  return isCash && Number(params?.payOutFen) > 0 ? 'cashTogether' : null;
}
