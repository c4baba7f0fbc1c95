import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { type Core, type CoreOptions, createCore } from '../../electron/core/core.ts';
import type { Actor, Till } from '../../electron/core/till.ts';
import type { Role } from '../../shared/contract/rights.ts';
import { asId, type StaffId } from '../../shared/kernel/ids.ts';
import { madeOnce } from './store-template.ts';

/** A morning of trade: 18 June 2026, 10:00 in Shanghai. */
export const OPENING_AT = Date.parse('2026-06-18T10:00:00+08:00');

const PINS: Readonly<Record<Role, string>> = {
  cashier: '1111',
  manager: '2222',
  owner: '3333',
  trainer: '4444',
};

/** What staff of the demo store give to allow something in place. */
export function approvalOf(role: Role): { readonly staffId: string; readonly pin: string } {
  return { staffId: `demo-${role}`, pin: PINS[role] };
}

/** A person of the demo store, for calls of plain functions. */
export function actorOf(role: Role): Actor {
  return { staffId: asId<StaffId>(`demo-${role}`), name: role, role };
}

export type Caller = ReturnType<typeof callerFor>;

/** A demo store in a folder of its own, under a clock that stands until it is moved. */
export type DemoTill = {
  readonly folder: string;
  readonly core: Core;
  readonly till: Till;
  readonly anonymous: Caller;
  readonly signIn: (role: Role) => Promise<Caller>;
  readonly token: (role: Role) => Promise<string>;
  readonly advance: (ms: number) => void;
  readonly setClock: (at: number) => void;
  /** Ends the program in order and starts it again on the same folder. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** What a test decides of the world around the till. */
type Outside = Pick<CoreOptions, 'freeBytes' | 'onRestart'>;

/** Opens a fresh demo store. Close it after the test. */
export async function demoTill(outside: Outside = {}): Promise<DemoTill> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-till-'));
  cpSync(await templateFolder(), folder, {
    recursive: true,
    filter: (from) => !from.endsWith('place.json'), // else each copy would know that it is one
  });
  let now = OPENING_AT;
  const clock = { now: () => now, monotonicMs: () => now };
  let core = await openCore(folder, clock, outside);
  const token = async (role: Role): Promise<string> => {
    const answer = await callerFor({ core, token: null }).session.signIn(approvalOf(role));
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.token;
  };
  return {
    folder,
    get core() {
      return core;
    },
    get till() {
      return core.till;
    },
    get anonymous() {
      return callerFor({ core, token: null });
    },
    token,
    signIn: async (role) => callerFor({ core, token: await token(role) }),
    advance: (ms) => {
      now += ms;
    },
    setClock: (at) => {
      now = at;
    },
    restart: async () => {
      await core.close();
      core = await openCore(folder, clock, outside);
    },
    close: async () => {
      await core.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Goods of a given price, made for one test: their sku is their own code too. */
export function stockItem(
  till: Till,
  item: {
    readonly sku: string;
    readonly listFen: number | null;
    readonly floorFen?: number | null;
    readonly kind?: 'goods' | 'service' | 'material';
    readonly unitLabel?: string;
    readonly serial?: 'none' | 'one' | 'ac_split';
    readonly brand?: string;
  },
): void {
  const full = {
    kind: 'goods',
    unitLabel: '台',
    serial: 'none',
    brand: '试牌',
    floorFen: null,
    ...item,
  };
  till.db
    .prepare(
      `INSERT INTO item (sku, kind, brand, model, name, category, spec, unit_label, serial,
         needs_install, identity, typed_model, created_at)
       VALUES (@sku, @kind, @brand, @sku, @sku, '厨房小家电', '', @unitLabel, @serial, 0, @sku, @sku, 0)`,
    )
    .run(full);
  reprice(till, item.sku, full.listFen, full.floorFen);
}

/** A new row of the price book. */
export function reprice(
  till: Till,
  sku: string,
  listFen: number | null,
  floorFen: number | null = null,
): void {
  till.db
    .prepare(
      `INSERT INTO price_change (sku, list_fen, floor_fen, by, at) VALUES (?, ?, ?, 'demo-owner', 0)`,
    )
    .run(sku, listFen, floorFen);
}

/** One demo store a run, made once and copied: seeding a catalogue takes longer than a test. */
function templateFolder(): Promise<string> {
  return madeOnce('demo', async (folder) => {
    const core = await openCore(folder, { now: () => OPENING_AT, monotonicMs: () => OPENING_AT });
    await core.close();
  });
}

async function openCore(
  folder: string,
  clock: Core['till']['clock'],
  outside: Outside = {},
): Promise<Core> {
  const core = await createCore({ folder, demo: true, clock, ...outside });
  if (!core.ok) throw new Error(core.refusal.code);
  return core.value;
}
