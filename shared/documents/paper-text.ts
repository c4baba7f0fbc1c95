import type { LaidOut, PaperLine } from './lay-out.ts';
import { textWidth } from './text-width.ts';

/** A laid-out document as plain text, one paper line a line; codes are named in square brackets. */
export function paperText(laidOut: LaidOut): string {
  return `${laidOut.lines.flatMap((line) => textLines(line, laidOut.columns)).join('\n')}\n`;
}

function textLines(line: PaperLine, columns: number): readonly string[] {
  switch (line.kind) {
    case 'text':
      return [line.size === 'double' ? widened(line.text, columns) : line.text];
    case 'rule':
      return [line.text];
    case 'feed':
      return Array.from({ length: line.lines }, () => '');
    case 'qr':
      return [centred(`[${line.name} ${line.data}]`, columns)];
    case 'barcode':
      return [centred(`[条码 ${line.data}]`, columns)];
    case 'box':
      return [`${line.title}:`, ...Array.from({ length: line.lines - 1 }, () => '')];
    case 'cut':
      return [];
  }
}

/** A double-width line takes twice its columns on paper; as text it keeps its place, its letters do not. */
function widened(text: string, columns: number): string {
  const content = text.trimStart();
  if (content === text) return text;
  return centred(content, columns);
}

function centred(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, Math.floor((columns - textWidth(text)) / 2))) + text;
}
