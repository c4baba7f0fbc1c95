import { describe, expect, it } from 'vitest';
import { makeTickets, missingSerials, type SoldLine, ticketNumberOf } from './make-tickets.ts';
import { readSerial } from './serial-number.ts';

describe('a serial number', () => {
  it.each([
    ['  7a12345678901234 ', '7A12345678901234'],
    ['000074/00033725', '000074/00033725'],
    ['ab-12345678', 'AB-12345678'],
    ['ＡＢ１２３４５６７８', 'AB12345678'],
    ['12345678', '12345678'],
    [`${'A'.repeat(31)}1`, `${'A'.repeat(31)}1`],
  ])('"%s" is kept as %s', (text, kept) => {
    expect(readSerial(text)).toEqual({ ok: true, value: kept });
  });

  it.each([
    ['', 'serial_invalid'],
    ['1234567', 'serial_invalid'],
    [`${'A'.repeat(32)}1`, 'serial_invalid'],
    ['ABCDEFGH', 'serial_invalid'],
    ['AB 1234567', 'serial_invalid'],
    ['<script>1</script>', 'serial_invalid'],
    ['美的123456789', 'serial_invalid'],
    ['6901018052569', 'serial_is_item_code'],
    ['130123456789012345', 'payment_code_scanned'],
    ['281234567890123456', 'payment_code_scanned'],
    ['251234567890123456789012', 'payment_code_scanned'],
    ['6212345678901234567', 'payment_code_scanned'],
    ['0112345678901234567', 'payment_code_scanned'],
  ])('"%s" is refused: %s', (text, code) => {
    expect(readSerial(text)).toMatchObject({ ok: false, refusal: { code } });
  });

  it('is not a code that the catalogue knows, which stands on the same box', () => {
    const known = (code: string) => code === 'OWN-00012345';
    expect(readSerial('own-00012345', known)).toMatchObject({
      refusal: { code: 'serial_is_item_code' },
    });
    expect(readSerial('own-00012346', known).ok).toBe(true);
  });
});

describe('the tickets of a sale', () => {
  const line = (position: number, handover: SoldLine['handover']): SoldLine => ({
    position,
    sku: `s${position}`,
    brand: '美的',
    name: '空调',
    model: 'KFR-35',
    quantityMilli: 1000,
    unitLabel: '台',
    handover,
    serials: [
      { unit: 1, role: 'outdoor', serialNumber: null },
      { unit: 1, role: 'indoor', serialNumber: 'IN12345678' },
    ],
  });

  it.each([
    ['nothing is delivered', ['carry_out', 'carry_out'], []],
    ['one line is installed', ['carry_out', 'deliver_install'], [['deliver_install', [2]]]],
    [
      'both kinds are in it',
      ['deliver', 'deliver_install', 'deliver'],
      [
        ['deliver_install', [2]],
        ['deliver', [1, 3]],
      ],
    ],
  ] as const)('when %s', (_, handovers, expected) => {
    const tickets = makeTickets(handovers.map((handover, i) => line(i + 1, handover)));
    expect(tickets.map((one) => [one.type, one.lines.map((l) => l.position)])).toEqual(expected);
  });

  it('count the serial numbers that are still to be found out', () => {
    const [ticket] = makeTickets([line(1, 'deliver_install'), line(2, 'deliver_install')]);
    expect(missingSerials(ticket?.lines ?? [])).toBe(2);
  });

  it('carry the store and a number of six digits', () => {
    expect(ticketNumberOf('53340001', '01', 45)).toBe('T0001-000045');
    expect(ticketNumberOf('53340001', '01QXF', 1)).toBe('T0001QXF-000001');
    expect(ticketNumberOf('53340001', '01', 1_234_567)).toBe('T0001-1234567');
  });
});
