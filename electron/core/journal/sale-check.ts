import { roundingShares } from '../../../shared/domain/tender/rounding-shares.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import { isReplayed } from './anchor-table.ts';
import { promotionUseCheck } from './promotion-use-check.ts';
import {
  type Payload,
  type RecordedRows,
  type RowReader,
  recordedRows,
} from './recorded-row-table.ts';
import { redeemedCheck } from './tender-check.ts';

/** Compares the rows of one entry with it; answers the table at fault, or null. */
export type RowCheck = (payload: Payload, entry: EntryPlace) => RowFault | null;

export type EntryPlace = {
  readonly registerId: string;
  readonly seq: number;
  readonly hash: string;
  readonly endedAt: number; // epoch ms
  readonly operator: string;
};

export type RowFault = { readonly why: 'row_differs' | 'row_missing'; readonly table: string };

/** Line, unit, tender and serial number as a SALE entry holds them. */
type SaidLine = Payload & {
  readonly position?: number;
  readonly unitNets?: readonly number[];
  readonly unitSubsidies?: readonly number[]; // only of lines with a unit that has one
  readonly serials?: readonly Payload[];
};

/** Checks what a SALE entry records: the sale, its lines, units, tenders and serial numbers. */
export function saleCheck(reader: RowReader): RowCheck {
  const sales = recordedRows(reader, {
    table: 'sale',
    isRising: true,
    key: ['sale_id'],
    columns: [
      ...[
        'journal_seq',
        'journal_hash',
        'person_id',
        'request_id',
        'cart_id',
        'register_id',
        'epoch',
      ],
      ...['receipt_seq', 'receipt_number', 'business_date', 'shift_id', 'cashier_id'],
      ...['started_at', 'completed_at', 'list_fen', 'discount_fen', 'net_fen', 'rounding_fen'],
      ...['due_fen', 'allocation'],
    ],
  });
  const lines = recordedRows(reader, {
    table: 'line_item',
    isRising: true,
    key: ['sale_id'],
    columns: [
      ...['position', 'sku', 'name', 'model', 'brand', 'category', 'kind', 'unit_label'],
      ...['energy_grade', 'quantity_milli', 'unit_list_fen', 'list_fen', 'net_fen', 'handover'],
    ],
    json: { adjustments: 'adjustments' },
    orderBy: 'position',
  });
  const tenders = recordedRows(reader, {
    table: 'tender',
    isRising: true,
    key: ['sale_id'],
    columns: ['kind', 'amount_fen', 'tendered_fen', 'change_fen', 'ref'],
    orderBy: 'seq',
  });
  const units = unitRows(reader);
  const serials = soldSerialRows(reader);
  const uses = promotionUseCheck(reader);
  const redeemed = redeemedCheck(reader);
  return (payload, entry) => {
    const { saleId } = payload;
    const [row] = sales.all(saleId);
    if (!row) return { why: 'row_missing', table: 'sale' };
    // A sale that came back from the cloud's copy knows its customer only where the backup did.
    const isNameless = row[2] === null && payload.personId !== null && isReplayed(reader.db, entry);
    const known = isNameless ? { ...payload, personId: null } : payload;
    if (row[0] !== entry.seq || row[1] !== entry.hash || sales.differs(row, known)) {
      return { why: 'row_differs', table: 'sale' };
    }
    const said = (payload.lines ?? []) as readonly SaidLine[];
    return (
      compareAll(lines, lines.all(saleId), said) ??
      compareUnits(units.all(saleId), payload, said) ??
      compareAll(tenders, tenders.all(saleId), saidTenders(payload)) ??
      missingSerial(serials, saleId, said.flatMap(saidSerials)) ??
      redeemed(payload, entry) ??
      uses(payload, saleId, entry)
    );
  };
}

/** Cash refers to nothing, and its entry does not say so. */
function saidTenders(payload: Payload): readonly Payload[] {
  return ((payload.tenders ?? []) as readonly Payload[]).map((one) => ({ ref: null, ...one }));
}

/** Rows against what an entry lists, one by one in order; one too few is missing, one too many differs. */
export function compareAll(
  rows: RecordedRows,
  found: readonly (readonly unknown[])[],
  said: readonly Payload[],
): RowFault | null {
  if (found.length < said.length) return { why: 'row_missing', table: rows.table };
  if (found.length > said.length) return { why: 'row_differs', table: rows.table };
  for (let i = 0; i < said.length; i += 1) {
    if (rows.differs(found[i] ?? [], said[i] ?? {})) {
      return { why: 'row_differs', table: rows.table };
    }
  }
  return null;
}

/** A unit's share of the cash rounding follows from the nets of all units, as it did at the sale. */
function compareUnits(
  found: readonly (readonly unknown[])[],
  payload: Payload,
  lines: readonly SaidLine[],
): RowFault | null {
  const units = lines.flatMap(saidUnits);
  if (found.length < units.length) return { why: 'row_missing', table: 'sale_unit' };
  const roundings = roundingShares(fen(Number(payload.roundingFen)), units);
  let at = 0;
  for (const { position, unitNets = [] } of lines) {
    for (let unit = 1; unit <= unitNets.length; unit += 1) {
      const [foundPosition, foundUnit, netFen, rounding, subsidy] = found[at] ?? [];
      const isSame =
        foundPosition === position &&
        foundUnit === unit &&
        netFen === units[at]?.netFen &&
        subsidy === units[at]?.subsidyFen &&
        rounding === (roundings[at] ?? 0);
      if (!isSame) return { why: 'row_differs', table: 'sale_unit' };
      at += 1;
    }
  }
  return found.length > at ? { why: 'row_differs', table: 'sale_unit' } : null;
}

function unitRows(reader: RowReader): RecordedRows {
  return recordedRows(reader, {
    table: 'sale_unit',
    isRising: true,
    key: ['sale_id'],
    columns: ['position', 'unit', 'net_fen', 'rounding_fen', 'subsidy_fen'],
    orderBy: 'position, unit',
  });
}

/** The units of a line as its entry says them. */
export function saidUnits({
  unitNets = [],
  unitSubsidies = [],
}: Pick<SaidLine, 'unitNets' | 'unitSubsidies'>): readonly {
  readonly netFen: Fen;
  readonly subsidyFen: Fen;
}[] {
  return unitNets.map((net, i) => ({ netFen: fen(net), subsidyFen: fen(unitSubsidies[i] ?? 0) }));
}

/** What happened to the serial numbers of a sale; those filled in later stand here too. */
function soldSerialRows(reader: RowReader): RecordedRows {
  return recordedRows(reader, {
    table: 'serial_event',
    key: ['sale_id'],
    columns: ['position', 'unit', 'role', 'serial_number'],
    orderBy: 'event_id',
  });
}

/** Every serial number that was scanned at the sale is there; others came later. */
function missingSerial(
  serials: RecordedRows,
  saleId: unknown,
  said: readonly Payload[],
): RowFault | null {
  if (said.length === 0) return null;
  const found = serials.all(saleId);
  const isThere = (serial: Payload) => found.some((row) => !serials.differs(row, serial));
  return said.every(isThere) ? null : { why: 'row_missing', table: serials.table };
}

function saidSerials(line: SaidLine): readonly Payload[] {
  return (line.serials ?? []).map((serial) => ({ ...serial, position: line.position }));
}
