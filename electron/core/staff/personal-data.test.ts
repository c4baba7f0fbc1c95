import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  MANAGER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { openField, sealField } from '../db/field-cipher.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { personOnPaper } from './person-on-paper.ts';
import { findByPhoneEnd, maskedPersonById, revealPerson, savePerson } from './personal-data.ts';

let demo: PeopleTill;
beforeEach(() => {
  demo = peopleTill();
});
afterEach(() => demo.remove());

const WANG = { name: '王小三', phone: '138 1234 8000', address: '青山镇李家村3组12号' };
const save = (input = WANG) => taken(savePerson(demo.till, input)).personId;

describe('a customer', () => {
  it('stands in no file of the store in clear', () => {
    const personId = save();
    revealPerson(demo.till, alone(MANAGER), personId);
    demo.till.db.pragma('wal_checkpoint(TRUNCATE)');
    const files = readdirSync(demo.folder).map((name) => readFileSync(join(demo.folder, name)));
    for (const text of ['13812348000', '1234800', '王小三', '李家村', '3组12号']) {
      expect(files.some((file) => file.includes(Buffer.from(text, 'utf8')))).toBe(false);
    }
  });

  it('is one row a phone number: the next order updates name and address', () => {
    const first = save();
    const second = save({ name: '王三', phone: '+86 138-1234-8000', address: '青山镇张家村1号' });
    expect(second).toBe(first);
    expect(revealPerson(demo.till, alone(MANAGER), first)).toEqual({
      personId: first,
      name: '王三',
      phone: '13812348000',
      address: '青山镇张家村1号',
    });
  });

  it('keeps the address known before when none is given', () => {
    const personId = save();
    save({ ...WANG, address: '' });
    expect(revealPerson(demo.till, alone(MANAGER), personId)?.address).toBe(WANG.address);
  });

  it.each(['', '123', '23812348000', '138123480001', '1381234800x', "1381234800'; --"])(
    'is refused with the phone "%s"',
    (phone) => {
      expect(outcome(savePerson(demo.till, { ...WANG, phone }))).toBe('phone_invalid');
    },
  );

  it('needs a name the first time', () => {
    expect(outcome(savePerson(demo.till, { ...WANG, name: ' ' }))).toBe('customer_missing');
  });

  it('is found by the last four digits, masked, and not by part of them', () => {
    const personId = save();
    save({ name: '李四', phone: '13900008000', address: '青山镇' });
    const found = findByPhoneEnd(demo.till, '8000');
    expect(found.map((one) => one.phone).sort()).toEqual(['138****8000', '139****8000']);
    expect(found.find((one) => one.personId === personId)).toMatchObject({
      name: '王*三',
      address: '青山镇李家村****',
    });
    expect(findByPhoneEnd(demo.till, '800')).toEqual([]);
    expect(findByPhoneEnd(demo.till, '%%%%')).toEqual([]);
  });

  it('is shown in clear only with a journal entry that names the reference, not the person', () => {
    const personId = save();
    expect(maskedPersonById(demo.till, personId)?.phone).toBe('138****8000');
    expect(lastEntry(demo.till.db, '01')?.type).toBe('REGISTER_INIT');
    revealPerson(demo.till, alone(MANAGER), personId);
    const entry = lastEntry(demo.till.db, '01');
    expect(entry).toMatchObject({ type: 'PERSONAL_DATA_REVEALED', operator: 'demo-manager' });
    expect(entry?.payload).toContain(personId);
    expect(entry?.payload).not.toContain('8000');
    expect(revealPerson(demo.till, alone(MANAGER), 'unknown')).toBeNull();
  });

  it('is on paper in clear for the crew alone', () => {
    const onPaper = personOnPaper(demo.till);
    const person = save();
    expect(onPaper({ person, field: 'phone', masked: false })).toBe('13812348000');
    expect(onPaper({ person, field: 'phone', masked: true })).toBe('138****8000');
    expect(onPaper({ person: 'deleted', field: 'name', masked: false })).toBeNull();
  });
});

describe('a sealed field', () => {
  const key = new Uint8Array(32).fill(7);
  const seal = () =>
    sealField({ key, bytes: demo.till.random.bytes }, 'person.phone', '13812348000');

  it('is another text each time, and opens to the same', () => {
    expect(seal().equals(seal())).toBe(false);
    expect(openField(key, 'person.phone', seal())).toBe('13812348000');
  });

  it('does not open with another key, in another column, or after a change of any byte', () => {
    const sealed = seal();
    expect(() => openField(new Uint8Array(32), 'person.phone', sealed)).toThrow();
    expect(() => openField(key, 'person.name', sealed)).toThrow();
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => openField(key, 'person.phone', changed)).toThrow();
    }
    expect(() => openField(key, 'person.phone', sealed.subarray(0, 20))).toThrow(/nonce/);
  });
});
