import { PrinterTypes, ThermalPrinter } from 'node-thermal-printer';

/**
 * ESC/POS commands as node-thermal-printer builds them. It is a command builder here and nothing else: its text
 * counts width in UTF-16 units and misaligns Chinese, and its own interfaces report success before the
 * paper, so lines are laid out, encoded and sent by us. The interface below is never opened.
 */
const builder = new ThermalPrinter({ type: PrinterTypes.EPSON, interface: 'tcp://127.0.0.1:9100' });

function built(build: () => void): Uint8Array {
  builder.clear();
  build();
  return Uint8Array.from(builder.getBuffer());
}

export const BOLD = {
  on: built(() => builder.bold(true)),
  off: built(() => builder.bold(false)),
} as const;

/** Sizes of ASCII (`GS !`). */
export const ASCII_SIZE = {
  normal: built(() => builder.setTextSize(0, 0)),
  tall: built(() => builder.setTextSize(0, 1)),
  double: built(() => builder.setTextSize(1, 1)),
} as const;

export const ALIGN = {
  centre: built(() => builder.alignCenter()),
  left: built(() => builder.alignLeft()),
} as const;

/** A QR code of model 2, six dots a module, correction M; `data` is ASCII, since the library counts characters as bytes. */
export function qrCode(data: string): Uint8Array {
  return built(() => builder.printQR(data, { model: 2, cellSize: 6, correction: 'M' }));
}
