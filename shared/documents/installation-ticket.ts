import { shanghaiTime } from '../kernel/business-date.ts';
import { type Fen, plainYuan } from '../kernel/money.ts';
import type { PaperBlock, PaperDocument, PersonSpan } from './paper-document.ts';
import { quantityText, SERIAL_NAMES, SLOT_NAMES } from './receipt-words.ts';
import { type StoreHead, storeHead } from './store-head.ts';

export type TicketLine = {
  readonly name: string;
  readonly quantityMilli: number;
  readonly unitLabel: string;
  /** A serial number that is not known yet is `null`: the paper keeps a line to write it on. */
  readonly serials: readonly {
    readonly role: 'unit' | 'outdoor' | 'indoor';
    readonly serialNumber: string | null;
  }[];
};

/** Everything a delivery and installation ticket says; the person by reference only. */
export type InstallationTicketInput = {
  readonly store: StoreHead;
  readonly ticketNumber: string; // 'T0001-000045'
  readonly receiptNumber: string;
  readonly type: 'deliver' | 'deliver_install';
  readonly createdAt: number; // epoch ms
  readonly cashier: string;
  readonly customerId: string; // person id
  readonly date: string; // YYYY-MM-DD
  readonly slot: 'morning' | 'afternoon' | 'evening';
  readonly note: string; // group, house, landmark, floor: what helps to find and to install
  readonly lines: readonly TicketLine[];
  /** What is still to be collected at the door; `null` when nothing is. */
  readonly dueOnSiteFen: Fen | null;
  readonly scanCode: string; // `YQ1|T|…`
  readonly acceptanceCode: string; // on the customer's copy alone: told to the installer when all is well
  readonly isTraining: boolean;
  readonly isDemo: boolean;
};

type Part = 'customer' | 'installer' | 'store';

const PART_NAMES: Readonly<Record<Part, string>> = {
  customer: '顾客联',
  installer: '安装联',
  store: '存根联',
};

/**
 * The ticket as three parts in one job, each cut off: the customer's with the acceptance code, the
 * installer's with full phone and address, the store's with the release signature.
 */
export function installationTicketDocument(input: InstallationTicketInput): PaperDocument {
  const parts: readonly Part[] = ['customer', 'installer', 'store'];
  return {
    version: 1,
    kind: 'installation_ticket',
    copy: 0,
    blocks: parts.flatMap((part) => partBlocks(input, part)),
  };
}

function partBlocks(input: InstallationTicketInput, part: Part): readonly PaperBlock[] {
  return [
    ...storeHead(input.store),
    { kind: 'rule', style: 'double' },
    ...heading(input, part),
    { kind: 'rule' },
    ...visit(input, part),
    { kind: 'rule' },
    ...input.lines.flatMap(lineBlocks),
    { kind: 'rule' },
    ...endings[part](input),
    { kind: 'cut' },
  ];
}

function heading(input: InstallationTicketInput, part: Part): readonly PaperBlock[] {
  const title = input.type === 'deliver' ? '送货单' : '送货安装单';
  const marks = [
    ...(input.isTraining ? ['** 练习 TRAINING **'] : []),
    ...(input.isDemo ? ['** 演示 DEMO **'] : []),
  ];
  return [
    { kind: 'pair', left: title, right: PART_NAMES[part], size: 'tall', bold: true },
    { kind: 'copy_mark' },
    ...marks.map((text) => ({ kind: 'text' as const, text, align: 'center' as const, bold: true })),
    { kind: 'pair', left: '单号', right: input.ticketNumber, bold: true },
    { kind: 'pair', left: '小票', right: `No.${input.receiptNumber}` },
    {
      kind: 'pair',
      left: '开单',
      right: `${shanghaiTime(input.createdAt).slice(0, 16)}  ${input.cashier}`,
    },
  ];
}

function visit(input: InstallationTicketInput, part: Part): readonly PaperBlock[] {
  const masked = part !== 'installer';
  const person = (field: PersonSpan['field']): PersonSpan => ({
    person: input.customerId,
    field,
    masked,
  });
  const due = input.dueOnSiteFen;
  return [
    {
      kind: 'pair',
      left: '上门',
      right: `${input.date} ${SLOT_NAMES[input.slot]}`,
      size: 'tall',
      bold: true,
    },
    { kind: 'pair', left: '顾客', right: [person('name'), ' ', person('phone')] },
    { kind: 'text', text: ['地址 ', person('address')], bold: part === 'installer' },
    ...(input.note === '' ? [] : [{ kind: 'text' as const, text: `备注 ${input.note}` }]),
    {
      kind: 'pair',
      left: '上门收款',
      right: due === null ? '无,已付清' : `￥${plainYuan(due)}`,
    },
  ];
}

function lineBlocks(line: TicketLine): readonly PaperBlock[] {
  const quantity = quantityText(line.quantityMilli, '');
  return [
    { kind: 'pair', left: line.name, right: `x ${quantity}${line.unitLabel}`, bold: true },
    ...line.serials.map((serial) => ({
      kind: 'text' as const,
      text: `${SERIAL_NAMES[serial.role]} ${serial.serialNumber ?? '__________________'}`,
      indent: 2,
    })),
  ];
}

const endings: Readonly<Record<Part, (input: InstallationTicketInput) => readonly PaperBlock[]>> = {
  customer: (input) => [
    { kind: 'pair', left: '验收码', right: input.acceptanceCode, size: 'tall', bold: true },
    { kind: 'text', text: '装好、试机正常后,再把验收码告诉师傅' },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: input.scanCode, name: '安装单码' },
    { kind: 'text', text: `改约请打 ${input.store.phone}`, align: 'center' },
  ],
  installer: (input) => [
    { kind: 'text', text: '现场 墙体____ 打孔____ 插座/接地____ 水路____' },
    { kind: 'text', text: '材料费 ________ 元   收款方式 ________' },
    { kind: 'text', text: '机身码核对 [  ]相符  [  ]不符' },
    { kind: 'text', text: '验收码 [    ][    ][    ][    ][    ][    ]' },
    { kind: 'box', title: '顾客签字(装好、试机正常)', lines: 4 },
    { kind: 'box', title: '安装师傅签字 / 日期', lines: 3 },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: input.scanCode, name: '安装单码' },
  ],
  store: (input) => [
    { kind: 'box', title: '仓库出库签字 / 日期', lines: 3 },
    { kind: 'box', title: '安装师傅领货签字', lines: 3 },
    { kind: 'feed', lines: 1 },
    { kind: 'barcode', data: input.ticketNumber },
  ],
};
