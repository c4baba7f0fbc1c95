import { describe, expect, it } from 'vitest';
import { archiveFile, lastMonthOf } from './archive-file.ts';

describe('how far an archive reaches', () => {
  it.each([
    ['last_month', '2026-12-03', '2026-11'],
    ['last_month', '2027-01-31', '2026-12'],
    ['last_year', '2026-12-03', '2025-12'],
    ['month', '2026-12-03', '2026-05'],
    ['now', '2026-12-03', null],
  ] as const)('%s as of %s is %s', (end, today, month) => {
    expect(lastMonthOf(end, today, '2026-05')).toBe(month);
  });
});

describe('the file of an archive', () => {
  const at = Date.parse('2026-11-23T16:05:00Z'); // past midnight in the shop
  it.each([
    ['E:\\账本归档', '2025-12', 'E:\\账本归档\\journal-01-2025-12.jsonl.gz'],
    ['E:\\', '2025-12', 'E:\\journal-01-2025-12.jsonl.gz'],
    ['/media/usb/', '2025-12', '/media/usb/journal-01-2025-12.jsonl.gz'],
    ['/media/usb', null, '/media/usb/journal-01-2026-11-24-0005.jsonl.gz'],
  ])('in %s through %s', (folder, through, file) => {
    expect(archiveFile(folder, { register: '01', through, at })).toBe(file);
  });
});
