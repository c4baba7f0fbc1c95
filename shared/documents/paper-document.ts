/**
 * What the shop prints, as data: a document is frozen as JSON with the sale that caused it and laid out,
 * encoded or drawn later. Personal data stands in it by reference only (`PersonSpan`).
 */

/** A person's detail that is looked up just before layout, so that stored documents never hold it in clear. */
export type PersonSpan = {
  readonly person: string; // person id
  readonly field: 'name' | 'phone' | 'address';
  readonly masked: boolean;
};
export type Span = string | PersonSpan;
export type Content = string | readonly Span[];

/** `tall` doubles the height, `double` both height and width: half as many columns. */
export type TextSize = 'normal' | 'tall' | 'double';
export type TextAlign = 'left' | 'center' | 'right';

export type Cell = {
  readonly text: Content;
  readonly columns: number; // of the 48; narrower paper takes its share
  readonly align?: TextAlign;
};

export type PaperBlock =
  | {
      readonly kind: 'text';
      readonly text: Content;
      readonly align?: TextAlign;
      readonly size?: TextSize;
      readonly bold?: boolean;
      readonly indent?: number; // columns
    }
  /** One text at each edge; on two lines where they do not fit on one. */
  | {
      readonly kind: 'pair';
      readonly left: Content;
      readonly right: Content;
      readonly size?: 'normal' | 'tall';
      readonly bold?: boolean;
    }
  /** Quantity × price, what was taken off, and what remains; the discount moves to a row of its own on narrow paper. */
  | {
      readonly kind: 'amounts';
      readonly left: string;
      readonly middle: string;
      readonly right: string;
    }
  | { readonly kind: 'columns'; readonly cells: readonly Cell[]; readonly bold?: boolean }
  | { readonly kind: 'rule'; readonly style?: 'single' | 'double' }
  | { readonly kind: 'feed'; readonly lines: number }
  /** `name` says in words what the code is, for people and for text output. */
  | { readonly kind: 'qr'; readonly data: string; readonly name: string }
  | { readonly kind: 'barcode'; readonly data: string } // Code 128, printable ASCII
  /** An empty frame for a signature, `lines` high. */
  | { readonly kind: 'box'; readonly title: string; readonly lines: number }
  /** Where a reprint says that it is one; nothing on the original. */
  | { readonly kind: 'copy_mark' }
  | { readonly kind: 'cut' };

export type PaperKind =
  | 'receipt'
  | 'return_slip'
  | 'installation_ticket'
  | 'z_report'
  | 'x_report'
  | 'handover_slip'
  | 'cash_slip'
  | 'period_report'
  | 'deposit_slip'
  | 'coupon_slip'
  | 'test_page'
  | 'drawer';

export type PaperDocument = {
  readonly version: 1;
  readonly kind: PaperKind;
  readonly copy: number; // 0 the original, n the n-th reprint
  readonly blocks: readonly PaperBlock[];
  /** The blocks as they print, encrypted by the store that keeps the document; `blocks` then says less. */
  readonly sealed?: string;
};

/** Answers a person's detail, masked where the span asks for it; `null` when it was deleted. */
export type PersonResolver = (span: PersonSpan) => string | null;

/** The same document as its `copy`-th reprint: its copy marks then read 补打 第n次. */
export function asCopy(document: PaperDocument, copy: number): PaperDocument {
  return { ...document, copy };
}
