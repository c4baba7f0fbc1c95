import type { PaperBlock, PaperDocument } from './paper-document.ts';

export type TestPageInput = {
  readonly storeName: string;
  readonly columns: 32 | 42 | 48;
  readonly printer: string; // how the printer is reached
  readonly version: string;
  readonly time: string;
};

/** A sheet that shows whether columns, Chinese, sizes and codes come out right: the ruler must fill one line. */
export function testPage(input: TestPageInput): PaperDocument {
  const blocks: PaperBlock[] = [
    { kind: 'text', text: '打印测试', align: 'center', size: 'double', bold: true },
    { kind: 'text', text: input.storeName, align: 'center' },
    { kind: 'rule' },
    ...rulers(),
    { kind: 'rule' },
    { kind: 'pair', left: '打印机', right: input.printer },
    { kind: 'pair', left: '纸宽', right: `${input.columns} 列` },
    { kind: 'pair', left: '时间', right: input.time },
    { kind: 'pair', left: '版本', right: `V${input.version}` },
    { kind: 'rule' },
    { kind: 'text', text: '正常字 空调 冰箱 ￥1234.56 ABC abc 0123456789' },
    { kind: 'text', text: '加粗字 空调 冰箱 ￥1234.56', bold: true },
    { kind: 'text', text: '倍高字 空调 ￥1234.56', size: 'tall' },
    { kind: 'text', text: '倍宽倍高 空调', size: 'double' },
    { kind: 'rule', style: 'double' },
    { kind: 'barcode', data: 'ZD-0123456789' },
    { kind: 'qr', data: 'YQ1|TEST|0123456789', name: '测试码' },
    { kind: 'text', text: '左右对齐、汉字清楚、尺子正好一行,即为正常', align: 'center' },
    { kind: 'cut' },
  ];
  return { version: 1, kind: 'test_page', copy: 0, blocks };

  function rulers(): readonly PaperBlock[] {
    const digits = Array.from({ length: input.columns }, (_, i) => String((i + 1) % 10)).join('');
    const hanzi = '一二三四五六七八九十'.repeat(3).slice(0, input.columns / 2);
    return [
      { kind: 'text', text: digits },
      { kind: 'text', text: hanzi },
    ];
  }
}
