import type {
  Content,
  PaperBlock,
  PaperDocument,
  PersonResolver,
} from '../../../shared/documents/paper-document.ts';
import {
  A4_FOOT,
  A4_MARGIN,
  type A4Page,
  blankPage,
  numberPages,
  placeRect,
  placeText,
} from './a4-page.ts';
import { type Piece, pieceOf, type Reading } from './a4-piece.ts';
import type { A4Font } from './a4-text.ts';

const GUTTER = 26;
const RUNNING: A4Font = { size: 9, weight: 400 };

/**
 * Any document the shop prints, on A4: its head over the whole width, the rest in two columns, parts between two rules
 * kept together where they fit. Each further page repeats the title; a cut begins a new page; pages are numbered.
 */
export function documentPages(document: PaperDocument, person: PersonResolver): readonly A4Page[] {
  const read = (content: Content): string =>
    typeof content === 'string'
      ? content
      : content
          .map((span) => (typeof span === 'string' ? span : (person(span) ?? '已删除')))
          .join('');
  const parts = splitAt(document.blocks, (block) => block.kind === 'cut');
  const pages = parts
    .filter((part) => part.length > 0)
    .flatMap((part) => partPages(part, { read, copy: document.copy }));
  numberPages(pages, pages.length > 0 ? titleOf(document.blocks, read) : '');
  return pages;
}

function partPages(blocks: readonly PaperBlock[], reading: Reading): readonly A4Page[] {
  const [head = [], ...groups] = splitAt(blocks, (block) => block.kind === 'rule');
  const page = blankPage();
  const inner = page.width - 2 * A4_MARGIN;
  let y = A4_MARGIN;
  for (const piece of head.map((block) => pieceOf(block, inner, reading))) {
    piece.place(page, A4_MARGIN, y);
    y += piece.height;
  }
  placeRect(page, { x: A4_MARGIN, y: y + 2, width: inner, height: 1 }, 'ink');
  const width = (inner - GUTTER) / 2;
  const pieces = groups
    .filter((group) => group.length > 0)
    .map((group) => group.map((block) => pieceOf(block, width, reading)));
  const top = y + 14;
  const flow: Flow = {
    pages: [page],
    title: titleOf(blocks, reading.read),
    column: 0,
    top,
    y: top,
    bottom: top + evenHeight(pieces, BOTTOM - top),
  };
  for (const group of pieces) addGroup(flow, group, width);
  return flow.pages;
}

const GROUP_GAP = 12;
const BOTTOM = blankPage().height - A4_MARGIN - A4_FOOT;

type Flow = {
  readonly pages: A4Page[];
  readonly title: string;
  column: 0 | 1;
  top: number;
  y: number;
  bottom: number;
};

/** Where two columns are needed and suffice, they end at about the same height; else they are as long as the page. */
function evenHeight(groups: readonly (readonly Piece[])[], most: number): number {
  const heights = groups.map(heightOf);
  const total = heights.reduce((sum, height) => sum + height + GROUP_GAP, 0);
  if (total <= most) return most;
  for (let limit = total / 2; limit < most; limit += GROUP_GAP) {
    if (columnsNeeded(heights, limit) <= 2) return limit;
  }
  return most;
}

function columnsNeeded(heights: readonly number[], limit: number): number {
  let columns = 1;
  let used = 0;
  for (const height of heights) {
    if (used > 0 && used + height > limit) {
      columns += 1;
      used = 0;
    }
    used += height + GROUP_GAP;
  }
  return columns;
}

function heightOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.height, 0);
}

/** A group that fits a column stands in one; a longer one breaks between its lines. */
function addGroup(flow: Flow, pieces: readonly Piece[], width: number): void {
  if (flow.y + heightOf(pieces) > flow.bottom && flow.y > flow.top) turnColumn(flow);
  for (const piece of pieces) {
    if (flow.y + piece.height > BOTTOM) turnColumn(flow);
    const page = flow.pages[flow.pages.length - 1];
    if (page) piece.place(page, A4_MARGIN + flow.column * (width + GUTTER), flow.y);
    flow.y += piece.height;
  }
  flow.y += GROUP_GAP;
}

function turnColumn(flow: Flow): void {
  if (flow.column === 0) {
    flow.column = 1;
    flow.y = flow.top;
    return;
  }
  const page = blankPage();
  const width = page.width - 2 * A4_MARGIN;
  placeText(
    page,
    `${flow.title} · 续`,
    { x: A4_MARGIN, y: A4_MARGIN + 9, width },
    { font: RUNNING, isQuiet: true },
  );
  placeRect(page, { x: A4_MARGIN, y: A4_MARGIN + 16, width, height: 0.5 }, 'line');
  flow.pages.push(page);
  flow.column = 0;
  flow.top = A4_MARGIN + 28;
  flow.y = flow.top;
  flow.bottom = BOTTOM;
}

/** The first line that stands out, as the running head and the foot name the document. */
function titleOf(blocks: readonly PaperBlock[], read: (content: Content) => string): string {
  for (const block of blocks) {
    if (block.kind === 'text' && block.size === 'double') return read(block.text);
  }
  return '';
}

function splitAt(
  blocks: readonly PaperBlock[],
  ends: (block: PaperBlock) => boolean,
): readonly (readonly PaperBlock[])[] {
  const groups: PaperBlock[][] = [[]];
  for (const block of blocks) {
    if (ends(block)) groups.push([]);
    else groups.at(-1)?.push(block);
  }
  return groups;
}
