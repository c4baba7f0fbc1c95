import { stringify } from 'csv-stringify/sync';
import type { ExportClaimsInput, ExportedClaims } from '../../../shared/contract/subsidy-claims.ts';
import { shanghaiTime } from '../../../shared/kernel/business-date.ts';
import { type Fen, fen, plainYuan } from '../../../shared/kernel/money.ts';
import { linesOfSale, saleById } from '../checkout/sale-table.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { harmless } from '../reports/export-cells.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { personById } from '../staff/person-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Actor, Till } from '../till.ts';
import { eanOf } from './barcode-table.ts';
import { holderOf, listClaims, type StandingClaim } from './claim-table.ts';
import { openDifference } from './claim-view.ts';
import { openHolder } from './holder.ts';

const MOST_ROWS = 20_000;

/**
 * What a province asks a shop for (Hainan's list of 2025), of the claims of these days. Columns the till does not keep
 * (pictures, invoice numbers, the platform's own transaction) are not in it: nothing is made up. People stand in it in
 * clear, so each export is journalled with who made it and how many rows it had.
 */
export function exportClaims(till: Till, by: Actor, input: ExportClaimsInput): ExportedClaims {
  const claims = listClaims(till.db, {
    state: input.state,
    fromAt: dayStart(input.from),
    toAt: dayStart(input.to) + 86_400_000,
    limit: MOST_ROWS,
  });
  const records = [HEAD, ...claims.map((claim) => row(till, claim))];
  inTransaction(till.db, () =>
    appendNow(till, 'REPORT_EXPORTED', by.staffId, {
      ...{ report: 'subsidy_claims', from: input.from, to: input.to, format: 'csv' },
      rowCount: claims.length,
    }),
  );
  const text = stringify(records, { record_delimiter: 'windows' });
  return {
    name: `国补明细_${input.from}_${input.to}.csv`,
    rowCount: claims.length,
    // Excel reads UTF-8 only where the file begins with this mark.
    base64: Buffer.from(`\uFEFF${text}`, 'utf8').toString('base64'),
  };
}

const HEAD = [
  ...['交易订单号', '交易完成时间', '消费者姓名', '身份证号', '手机号', '收货地址'],
  ...['商品名称', '品牌', '规格型号', '69码', 'SN码', '能效等级', '品类', '销售方式'],
  ...[
    '销售金额',
    '补贴金额',
    '支付金额',
    '开票金额',
    '平台核定金额',
    '核定差额',
    '差额说明',
    '销售企业名称',
    '状态',
    '备注',
  ],
];

const STATES = {
  claimed: '待上报',
  submitted: '已上报',
  settled: '已结算',
  rejected: '已驳回',
  reversed: '已冲回',
} as const;

function row(till: Till, claim: StandingClaim): readonly string[] {
  const { db } = till;
  const sale = saleById(db, claim.saleId);
  const line = linesOfSale(db, claim.saleId).find((l) => l.position === claim.position);
  const unit = paidUnitsOf(db, claim.saleId).find(
    (u) => u.position === claim.position && u.unit === claim.unit,
  );
  const sealed = holderOf(db, claim.claimId);
  const holder = sealed === null ? null : openHolder(till, sealed);
  const person = sale?.personId ? personById(db, till.secrets.fieldKey, sale.personId) : null;
  const store = storeOf(db);
  const invoiceFen = fen((unit?.netFen ?? 0) - (unit?.roundingFen ?? 0));
  const yuan = (amount: Fen) => plainYuan(amount);
  return [
    ...[sale?.receiptNumber ?? '', shanghaiTime(claim.at)],
    ...[holder?.name ?? '', textCell(holder?.identityNumber), textCell(person?.phone)],
    person?.address ?? '',
    ...[line?.name ?? '', claim.brand, line?.model ?? ''],
    ...[
      textCell(claim.ean || (line && eanOf(db, line.sku))),
      claim.serialNumber,
      claim.grade,
      claim.category,
    ],
    '线下',
    ...[yuan(unit?.netFen ?? fen(0)), yuan(claim.subsidyFen)],
    ...[yuan(fen(invoiceFen - claim.subsidyFen)), yuan(invoiceFen)],
    ...granted(claim),
    ...[`${store?.name ?? ''}${store?.branch ?? ''}`, STATES[claim.state], claim.stateNote],
  ].map((cell) => (AMOUNT.test(cell) ? cell : harmless(cell)));
}

/** An amount is a number to a spreadsheet, also below zero. */
const AMOUNT = /^-?\d+\.\d{2}$/;

/** The platform's figure and what it differs by, which stands open until somebody says why. */
function granted(claim: StandingClaim): readonly string[] {
  const difference = openDifference(claim);
  const said = claim.grantedFen === null ? '' : plainYuan(claim.grantedFen);
  if (difference === null) return [said, '', claim.grantNote];
  return [said, plainYuan(fen(difference)), claim.grantNote || '待核对'];
}

/** The first moment of a day in Shanghai, epoch ms. */
function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00+08:00`);
}

/** A long number as text: a tab in front keeps a spreadsheet from rounding it. */
function textCell(digits: string | null | undefined): string {
  return digits ? `\t${digits}` : '';
}
