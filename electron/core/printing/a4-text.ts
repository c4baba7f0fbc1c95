import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { FontWeight } from './slip-font.ts';
import { family } from './slip-painter.ts';

/** How text is set on a page: size in points, and its weight. */
export type A4Font = { readonly size: number; readonly weight: FontWeight };

/** What is measured once at this size holds at every other. */
const MEASURED_AT = 100;
const measuring = createCanvas(1, 1).getContext('2d');
const advances = new Map<string, number>();

/** How wide a text is, in points. */
export function widthOf(text: string, { size, weight }: A4Font): number {
  let width = 0;
  for (const character of text) width += advance(character, weight);
  return (width * size) / MEASURED_AT;
}

/** Breaks a text into lines no wider than `width` points: at a space where there is one, else anywhere. */
export function wrapTo(text: string, width: number, font: A4Font): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const character of paragraph) {
      if (line === '' || widthOf(line + character, font) <= width) {
        line += character;
        continue;
      }
      const space = isLatin(character) ? line.lastIndexOf(' ') : -1;
      lines.push((space > 0 ? line.slice(0, space) : line).trimEnd());
      line = (space > 0 ? line.slice(space + 1) + character : character).trimStart();
    }
    if (line !== '' || paragraph === '') lines.push(line.trimEnd());
  }
  return lines;
}

/** The text, or as much of it as fits with an ellipsis behind it. */
export function fitTo(text: string, width: number, font: A4Font): string {
  if (widthOf(text, font) <= width) return text;
  let fitted = '';
  for (const character of text) {
    if (widthOf(`${fitted}${character}…`, font) > width) break;
    fitted += character;
  }
  return `${fitted}…`;
}

/** Writes a text with its baseline at (x, y); each character comes from the piece of the font that has it. */
export function paintText(
  context: SKRSContext2D,
  text: string,
  at: { readonly x: number; readonly y: number },
  font: A4Font,
): void {
  let x = at.x;
  for (const run of runsOf(text, font.weight)) {
    context.font = `${font.size}px "${run.family}"`;
    context.fillText(run.text, x, at.y);
    x += widthOf(run.text, font);
  }
}

type Run = { readonly family: string; text: string };

function runsOf(text: string, weight: FontWeight): readonly Run[] {
  const runs: Run[] = [];
  for (const character of text) {
    const name = family(character, weight);
    const last = runs.at(-1);
    if (last?.family === name) last.text += character;
    else runs.push({ family: name, text: character });
  }
  return runs;
}

function advance(character: string, weight: FontWeight): number {
  const key = `${weight}${character}`;
  const known = advances.get(key);
  if (known !== undefined) return known;
  measuring.font = `${MEASURED_AT}px "${family(character, weight)}"`;
  const { width } = measuring.measureText(character);
  advances.set(key, width);
  return width;
}

function isLatin(character: string): boolean {
  return /[A-Za-z0-9.,;:)'"%-]/.test(character);
}
