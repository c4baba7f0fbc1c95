import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { createCore } from '../../electron/core/core.ts';

export type EarlierShop = {
  readonly folder: string;
  readonly owner: { readonly staffId: string; readonly pin: string };
  readonly cashier: { readonly staffId: string; readonly pin: string };
};

/** What the shop of `earlierShop` sells, by code. */
export const THERMOS = { code: '6901234567892', fen: 8_900 };

const PINS = { owner: '739152', cashier: '604827' };

/**
 * A real shop that was last used so long ago, under a clock that stood then: it was set up, has one good, opened a
 * shift with 300 yuan and, if told so, closed the day. What happens to its folder afterwards is up to the test.
 */
export async function earlierShop(agoMs: number, isDayClosed: boolean): Promise<EarlierShop> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-earlier-'));
  const at = Date.now() - agoMs;
  const clock = { now: () => at, monotonicMs: () => 0 };
  const opened = createCore({ folder, demo: false, clock });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const core = opened.value;
  try {
    const setUp = taken(
      await callerFor({ core, token: null }).session.setUp({
        storeName: '云桥家电',
        branch: '石桥店',
        address: '',
        phone: '',
        ownerName: '陈老板',
        pin: PINS.owner,
      }),
    );
    const calls = callerFor({ core, token: setUp.token });
    taken(await calls.staff.add({ name: '小李', role: 'cashier', pin: PINS.cashier }));
    const staff = await calls.session.staff();
    const idOf = (role: string) => staff.find((person) => person.role === role)?.staffId ?? '';
    taken(
      await calls.catalog.createItem({
        code: THERMOS.code,
        brand: '',
        model: '',
        name: '保温壶',
        category: '厨房小家电',
        listFen: THERMOS.fen,
      }),
    );
    taken(await calls.shift.open({ float: FLOAT }));
    if (isDayClosed) {
      taken(await calls.shift.startCount());
      taken(await calls.shift.submitCount({ count: FLOAT, attempt: 1 }));
      taken(await calls.shift.close({ countSeq: 1, reason: '' }));
    }
    return {
      folder,
      owner: { staffId: idOf('owner'), pin: PINS.owner },
      cashier: { staffId: idOf('cashier'), pin: PINS.cashier },
    };
  } finally {
    await core.close();
  }
}

const FLOAT = { pieces: { 10000: 3 }, otherFen: 0 };

function taken<Value>(
  answer:
    | { readonly ok: true; readonly value: Value }
    | { readonly ok: false; readonly refusal: { readonly code: string } },
): Value {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}
