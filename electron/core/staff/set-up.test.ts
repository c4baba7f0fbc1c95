import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { openStore } from '../db/open.ts';
import { eachEntry } from '../journal/journal-table.ts';
import { systemRandom } from '../system-ports.ts';
import type { Till } from '../till.ts';
import { seedDemoStore } from './demo-store.ts';
import { readSecrets, storedSecrets } from './secrets.ts';
import { authorise, signIn } from './session.ts';
import { sessionState, staffCards } from './session-state.ts';
import { foundStore, isWeakPin, setUpStore } from './set-up.ts';
import { addStaff, changePin, deactivateStaff } from './staff.ts';
import { storeOf } from './store-table.ts';

let folder: string;
let till: Till;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-new-'));
  till = {
    db: taken(openStore(folder)),
    clock: { now: () => 1_750_000_000_000 },
    random: systemRandom,
    registerId: asId('01'),
    version: '1.2.3',
    secrets: readSecrets(folder),
    announce: () => undefined,
  };
});
afterEach(() => {
  till.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const CARD = {
  storeName: '云桥家电',
  branch: '',
  address: '人民路1号',
  phone: '0798-1',
  ownerName: '陈老板',
  pin: '4096',
};

describe('a fresh store', () => {
  it('begins its journal with the register, its serial and the version', () => {
    foundStore(till);
    foundStore(till);
    const entries = [...eachEntry(till.db, '01')];
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ seq: 1, type: 'REGISTER_INIT', operator: 'system' });
    expect(entries[0]?.payload).toMatch(/"serial":"ZD-[0-9A-F]{8}-01","version":"1\.2\.3"/);
    expect(storeOf(till.db)?.storeId).toMatch(/^\d{8}$/);
  });

  it('waits for its set-up: nobody can sign in, nothing is shown of a demo', async () => {
    foundStore(till);
    expect(sessionState(till, null)).toMatchObject({
      state: 'needs_set_up',
      staff: null,
      rights: [],
      store: { isDemo: false, name: '' },
    });
    expect(staffCards(till)).toEqual([]);
    expect(outcome(await signIn(till, { staffId: 'demo-owner', pin: '3333' }))).toBe(
      'staff_unknown',
    );
    expect(outcome(authorise(till, '', 'sell'))).toBe('not_signed_in');
  });

  it('belongs to the first owner, once, also when two screens finish together', async () => {
    const answers = await Promise.all([setUpStore(till, CARD), setUpStore(till, CARD)]);
    expect(answers.map(outcome).sort()).toEqual(['done', 'store_already_set_up']);
    expect(outcome(await setUpStore(till, CARD))).toBe('store_already_set_up');
    const [owner] = staffCards(till);
    expect(staffCards(till)).toHaveLength(1);
    expect(owner).toMatchObject({ name: '陈老板', role: 'owner', demoPin: null });
    expect(storeOf(till.db)).toMatchObject({ name: '云桥家电', address: '人民路1号' });
    const signedIn = await signIn(till, { staffId: owner?.staffId ?? '', pin: '4096' });
    expect(outcome(authorise(till, taken(signedIn).token, 'edit_staff'))).toBe('done');
  });

  it.each(['1111', '1234', '9876', '0000', '123456', '12', 'abcd'])(
    'refuses the PIN %s',
    async (pin) => {
      expect(isWeakPin(pin)).toBe(true);
      expect(outcome(await setUpStore(till, { ...CARD, pin }))).toBe('pin_too_weak');
      expect(sessionState(till, null).state).toBe('needs_set_up');
    },
  );
});

describe('the demo store', () => {
  let demo: PeopleTill;
  beforeEach(() => {
    demo = peopleTill();
  });
  afterEach(() => demo.remove());

  it('has a person of every role whose PIN the sign-in screen shows', async () => {
    const cards = staffCards(demo.till);
    expect(cards.map((one) => one.role)).toEqual(['cashier', 'manager', 'owner', 'trainer']);
    for (const { staffId, demoPin } of cards) {
      expect(outcome(await signIn(demo.till, { staffId, pin: demoPin ?? '' }))).toBe('done');
    }
    expect(sessionState(demo.till, null).store).toMatchObject({ isDemo: true, name: '云桥家电' });
  });

  it('is seeded once', () => {
    const before = [...eachEntry(demo.till.db, '01')].length;
    seedDemoStore(demo.till);
    expect(staffCards(demo.till)).toHaveLength(4);
    expect([...eachEntry(demo.till.db, '01')]).toHaveLength(before);
  });

  it('shows a changed PIN too', async () => {
    const deed = alone(OWNER);
    taken(await changePin(demo.till, deed, { staffId: 'demo-cashier', pin: '7391' }));
    expect(staffCards(demo.till)[0]?.demoPin).toBe('7391');
  });

  it('keeps at least one owner', async () => {
    const remove = (staffId: string) =>
      outcome(deactivateStaff(demo.till, alone(OWNER), { staffId }));
    expect(remove('demo-owner')).toBe('last_owner');
    const second = { name: '陈太太', role: 'owner', pin: '5203' } as const;
    taken(await addStaff(demo.till, alone(OWNER), second));
    expect(remove('demo-owner')).toBe('done');
    expect(remove('demo-owner')).toBe('staff_unknown');
  });

  it('refuses an easy PIN for a new person and for a person who is not there', async () => {
    const deed = alone(OWNER);
    const easy = { name: '新人', role: 'cashier', pin: '1234' } as const;
    expect(outcome(await addStaff(demo.till, deed, easy))).toBe('pin_too_weak');
    const weak = await changePin(demo.till, deed, { staffId: 'demo-cashier', pin: '2222' });
    expect(outcome(weak)).toBe('pin_too_weak');
    const ghost = await changePin(demo.till, deed, { staffId: 'ghost', pin: '7391' });
    expect(outcome(ghost)).toBe('staff_unknown');
  });
});

describe('the key file', () => {
  const file = () => join(folder, 'secrets.json');

  it('is made once, for its owner alone, and stays the same', () => {
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readSecrets(folder)).toEqual(till.secrets);
    const keys = Object.values(till.secrets).map((key) => Buffer.from(key ?? '').toString('hex'));
    expect(new Set(keys).size).toBe(4);
  });

  it('of a store from before journals were signed gets its signing key once, and keeps the others', () => {
    const { signingKey, ...older } = JSON.parse(readFileSync(file(), 'utf8')) as Record<
      string,
      string
    >;
    writeFileSync(file(), JSON.stringify(older), { mode: 0o644 });
    expect(storedSecrets(folder)).toMatchObject({ ok: true, value: { signingKey: null } });
    const renewed = readSecrets(folder);
    expect(renewed).toMatchObject({
      fieldKey: till.secrets.fieldKey,
      pinPepper: till.secrets.pinPepper,
    });
    expect(renewed.signingKey).not.toEqual(till.secrets.signingKey);
    expect(readSecrets(folder)).toEqual(renewed);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is closed again when it was copied with looser rights', () => {
    chmodSync(file(), 0o644);
    readSecrets(folder);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is never replaced when it cannot be read: the customers would be lost', () => {
    writeFileSync(file(), '{"pinPepper":"short"}');
    expect(() => readSecrets(folder)).toThrow();
    expect(readFileSync(file(), 'utf8')).toBe('{"pinPepper":"short"}');
  });

  it('is what makes a stolen database useless for checking PINs', async () => {
    await setUpStore(till, CARD);
    const staffId = staffCards(till)[0]?.staffId ?? '';
    const thief = { ...till, secrets: { ...till.secrets, pinPepper: new Uint8Array(32) } };
    expect(outcome(await signIn(thief, { staffId, pin: '4096' }))).toBe('pin_wrong');
    expect(outcome(await signIn(till, { staffId, pin: '4096' }))).toBe('done');
  });
});
