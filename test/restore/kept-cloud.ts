import type { Database } from '../../electron/core/db/open.ts';
import { registersInOrder } from '../../electron/core/journal/journal-read-table.ts';
import { eachEntry } from '../../electron/core/journal/journal-table.ts';
import { signatures, signingKeys } from '../../electron/core/journal/signature-table.ts';
import type { CloudArchive } from '../../electron/core/ports.ts';
import type {
  CopiedEntry,
  CopiedKey,
  CopiedSignature,
} from '../../shared/contract/journal-copy.ts';

/** The cloud as far as a restore needs it: it keeps what is uploaded, page by page, and never the same number twice. */
export type KeptCloud = {
  readonly archive: CloudArchive;
  /** Takes the first part of what each register has beyond the copy; 1 is all of it. */
  readonly upload: (db: Database, part: number) => void;
  /** Ids of the sales and returns in the copy. */
  readonly recorded: () => readonly string[];
  /** Two entries under one number, two facts under one id. */
  readonly complaints: () => readonly string[];
};

type Kept = { entries: CopiedEntry[]; signatures: CopiedSignature[]; keys: CopiedKey[] };

const PAGE = 7; // small, so that every restore crosses pages

export function keptCloud(): KeptCloud {
  const registers = new Map<string, Kept>();
  const facts = new Map<string, string>();
  const complaints: string[] = [];
  const keptOf = (registerId: string): Kept => {
    const known = registers.get(registerId) ?? { entries: [], signatures: [], keys: [] };
    registers.set(registerId, known);
    return known;
  };
  return {
    upload: (db, part) => {
      for (const registerId of registersInOrder(db)) uploadOne(db, registerId, part);
      for (const { id, body } of waitingFacts(db, part)) {
        if ((facts.get(id) ?? body) !== body) complaints.push(`fact differs: ${id}`);
        facts.set(id, body);
      }
    },
    recorded: () =>
      [...registers.values()].flatMap(({ entries }) =>
        entries
          .filter(({ type }) => type === 'SALE' || type === 'RETURN')
          .map(({ type, payload }) =>
            String(
              (JSON.parse(payload) as Record<string, unknown>)[
                type === 'SALE' ? 'saleId' : 'returnId'
              ],
            ),
          ),
      ),
    complaints: () => complaints,
    archive: {
      journalPage: async ({ registerId, afterSeq }) => {
        const { entries, ...proofs } = keptOf(registerId);
        const page = entries.slice(afterSeq, afterSeq + PAGE);
        const seqs = new Set(page.map(({ seq }) => seq));
        return {
          registerId,
          entries: page,
          signatures: proofs.signatures.filter(({ seq }) => seqs.has(seq)),
          publicKeys: proofs.keys,
          lastSeq: entries.length,
        };
      },
      holdings: async (storeId) => ({
        storeId,
        saleCount: facts.size,
        lastReceiptNumber: null,
        lastReceiptAt: null,
        registers: [...registers].map(([registerId, { entries }]) => ({
          registerId,
          lastSeq: entries.length,
          lastHash: entries.at(-1)?.hash ?? '0'.repeat(64),
          lastAt: entries.at(-1)?.endedAt ?? 0,
          saleCount: entries.filter(({ type }) => type === 'SALE').length,
        })),
        nodes: [],
      }),
    },
  };

  function uploadOne(db: Database, registerId: string, part: number): void {
    const kept = keptOf(registerId);
    const all = [...eachEntry(db, registerId)];
    const fresh = all.slice(kept.entries.length);
    for (const entry of all.slice(0, kept.entries.length)) {
      if (kept.entries[entry.seq - 1]?.hash !== entry.hash) {
        complaints.push(`fork: ${registerId} ${entry.seq}`);
        return;
      }
    }
    const sent = fresh.slice(0, Math.ceil(fresh.length * part));
    kept.entries.push(...sent.map(({ registerId: _, ...entry }) => entry));
    const last = kept.entries.length;
    kept.signatures = signatures(db, registerId)
      .filter(({ seq }) => seq <= last)
      .map((one) => ({ ...one }));
    kept.keys = signingKeys(db, registerId)
      .filter(({ sinceSeq }) => sinceSeq <= last + 1)
      .map((key) => ({ ...key, at: 0 }));
  }
}

function waitingFacts(db: Database, part: number): readonly { id: string; body: string }[] {
  const rows = db
    .prepare<[], { id: string; body: string }>(
      `SELECT fact_id AS id, body FROM outbox WHERE state = 'waiting' ORDER BY seq`,
    )
    .all();
  return rows.slice(0, Math.ceil(rows.length * part));
}
