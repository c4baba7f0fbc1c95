import { paperCode } from '../kernel/paper-code.ts';
import type { PaperBlock, PaperDocument } from './paper-document.ts';
import { type StoreHead, storeHead } from './store-head.ts';

/** What a coupon promises, in plain Chinese, as slips and sheets print it. */
export type CouponTerms = {
  readonly name: string;
  readonly benefit: string; // '满100减30'
  readonly time: string; // when it holds
  readonly conditions: readonly string[]; // goods, customers, limits, what it goes with
  readonly isOneTime: boolean;
};

/** Everything the slip of a coupon says, as plain data. */
export type CouponSlipInput = {
  readonly store: StoreHead;
  readonly terms: CouponTerms;
  readonly code: string; // 'ZQ7K3M9XQ2T4RWN'
  readonly spacedCode: string; // as it is read out
  readonly isDemo: boolean;
};

/** The slip of a coupon: what it gives, on what terms, until when, and its code as a scanner reads it. */
export function couponSlipDocument(input: CouponSlipInput): PaperDocument {
  const { code, spacedCode } = input;
  return {
    version: 1,
    kind: 'coupon_slip',
    copy: 0,
    blocks: [
      ...couponHead(input),
      { kind: 'qr', data: paperCode({ kind: 'C', number: code, check: '' }), name: '优惠券码' },
      { kind: 'text', text: spacedCode, align: 'center', bold: true },
      { kind: 'text', text: '付款前出示，扫码或报券码', align: 'center' },
      { kind: 'cut' },
    ],
  };
}

/** The same slip as a list may show it: without the code, which is worth money to whoever reads it. */
export function codelessSlip(input: CouponSlipInput): PaperDocument {
  const last4 = input.code.slice(-4);
  return {
    version: 1,
    kind: 'coupon_slip',
    copy: 0,
    blocks: [
      ...couponHead(input),
      { kind: 'text', text: `券码 尾号${last4}`, align: 'center', bold: true },
      { kind: 'cut' },
    ],
  };
}

/** What holds of every coupon of its kind, said with the terms of its own. */
export function couponRules({ isOneTime }: CouponTerms): readonly string[] {
  return [
    isOneTime ? '一张券用一次，复印无效。' : '每单限用一次。',
    ...(isOneTime ? ['整单退货时，券未到期可再用一次。'] : []),
    '不兑现金，不找零。',
  ];
}

function couponHead({ store, terms, isDemo }: CouponSlipInput): readonly PaperBlock[] {
  return [
    ...storeHead(store),
    { kind: 'rule' },
    ...(isDemo
      ? [{ kind: 'text', text: '** 演示 DEMO **', align: 'center', bold: true } as const]
      : []),
    { kind: 'copy_mark' },
    { kind: 'text', text: '优惠券', align: 'center' },
    { kind: 'text', text: terms.benefit, align: 'center', size: 'double', bold: true },
    { kind: 'text', text: terms.name, align: 'center' },
    { kind: 'rule' },
    { kind: 'text', text: `有效期 ${terms.time}` },
    ...[...terms.conditions, ...couponRules(terms)].map(
      (text): PaperBlock => ({ kind: 'text', text }),
    ),
    { kind: 'feed', lines: 1 },
  ];
}
