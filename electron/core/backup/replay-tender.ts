import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import type { SubsidyPolicy } from '../../../shared/domain/tender/subsidy.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { NO_PAPER } from '../printing/print-job-table.ts';
import { storeOf } from '../staff/store-table.ts';
import { hasPolicy, insertPolicy } from '../subsidy/policy-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Replay, Said } from './replay-entry.ts';
import { slipOf, spent } from './replay-paper.ts';
import { drawer } from './replay-shift.ts';
import {
  ensureStaff,
  freeRequest,
  insertRow,
  isDepositEnded,
  knownPerson,
  type NewRow,
} from './replay-table.ts';

/** What entries about deposits and subsidies write, by their type. People in them do not come back: no entry holds them. */
export const TENDER_REPLAYS: Readonly<Record<string, Replay>> = {
  DEPOSIT: (till, one) => {
    const { registerId, entry, said } = one;
    const { db } = till;
    const row = said as NewRow;
    const at = Number(row.at);
    const by = String(row.by);
    const ref = String(row.depositId);
    ensureStaff(db, by, at);
    const place = { journalSeq: entry.seq, journalHash: entry.hash };
    const personId = knownPerson(db, row.personId === null ? null : String(row.personId));
    const requestId = freeRequest(till, 'deposit', one);
    insertRow(db, 'deposit', { ...row, ...place, personId, requestId });
    const amountFen = Number(row.depositFen);
    drawer(till, {
      ...{ shiftId: String(row.shiftId), kind: 'deposit_in', amountFen, ref, at, by },
    });
    spent(till, { kind: 'drawer', ref, document: NO_PAPER, at });
    const document: PaperDocument = { ...slipOf(String(row.number)), kind: 'deposit_slip' };
    spent(till, { kind: 'deposit_slip', ref, document, at });
    const body = canonicalJson({ ...row, ...place, storeId: storeOf(db)?.storeId });
    insertFact(db, { factId: ref, kind: 'deposit', registerId, body, createdAt: at });
  },

  DEPOSIT_END: (till, { registerId, entry, said, note }) => {
    const { depositFen, ...end } = said as NewRow;
    const at = Number(end.at);
    const by = String(end.by);
    const ref = String(end.depositId);
    ensureStaff(till.db, by, at);
    // What was paid back left the drawer, whatever the other lane did; the deposit ends as it ended here first.
    if (isDepositEnded(till.db, ref)) note('deposit_ended_twice', 'all');
    else insertRow(till.db, 'deposit_end', end);
    if (end.state === 'refunded') {
      const amountFen = -Number(depositFen);
      drawer(till, {
        ...{ shiftId: String(end.shiftId), kind: 'deposit_back', amountFen, ref, at, by },
      });
    }
    const place = { journalSeq: entry.seq, journalHash: entry.hash };
    const body = canonicalJson({ ...said, ...place });
    insertFact(till.db, {
      ...{ factId: `${ref}-end`, kind: 'deposit_end', registerId, body, createdAt: at },
    });
  },

  SUBSIDY_CLAIM: (till, { registerId, entry, said }) => {
    const { db } = till;
    const { operator: by, endedAt: at } = entry;
    const { claimId, seq, state, note, claim } = said as NewRow & { readonly claim?: Said };
    ensureStaff(db, by, at);
    // No entry says for whom: what a person claimed in the lost days no longer counts against them.
    if (claim !== undefined) insertRow(db, 'subsidy_claim', { ...claim, holderHmac: '' } as NewRow);
    const moved = { claimId: claimId ?? null, seq: seq ?? null, state: state ?? null };
    insertRow(db, 'subsidy_claim_transition', { ...moved, note: note ?? '', at, by });
    const place = { journalSeq: entry.seq, journalHash: entry.hash };
    const body = canonicalJson({ ...claim, ...moved, at, ...place });
    const factId = `${String(claimId)}-${String(seq)}`;
    insertFact(db, { factId, kind: 'subsidy_claim', registerId, body, createdAt: at });
  },

  SUBSIDY_GRANT: (till, { registerId, entry, said }) => {
    const { db } = till;
    const { operator: by, endedAt: at } = entry;
    const { claimId = null, seq = null, grantedFen = null, note = '' } = said as NewRow;
    ensureStaff(db, by, at);
    insertRow(db, 'subsidy_grant', { claimId, seq, grantedFen, note, at, by });
    const place = { journalSeq: entry.seq, journalHash: entry.hash };
    const body = canonicalJson({ ...said, at, ...place });
    const factId = `${String(claimId)}-grant-${String(seq)}`;
    insertFact(db, { factId, kind: 'subsidy_grant', registerId, body, createdAt: at });
  },

  SUBSIDY_POLICY: ({ db }, { entry, said }) => {
    const policy = said.definition as SubsidyPolicy; // hashed as it was written, by this program
    // This lane's program may have brought it, too.
    if (hasPolicy(db, policy.policyId, policy.version)) return;
    insertPolicy(db, policy, entry.endedAt);
  },
};
