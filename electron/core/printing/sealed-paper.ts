import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import { openField, sealField } from '../db/field-cipher.ts';
import type { Till } from '../till.ts';

const FIELD = 'paper.sealed';

/**
 * A document that is kept encrypted until it prints, because what stands on it is worth money to whoever reads the file;
 * lists and previews show `instead`.
 */
export function sealedPaper(
  till: Pick<Till, 'secrets' | 'random'>,
  document: PaperDocument,
  instead: PaperDocument,
): PaperDocument {
  const seal = { key: till.secrets.fieldKey, bytes: till.random.bytes };
  const sealed = sealField(seal, FIELD, JSON.stringify(document.blocks)).toString('base64');
  return { ...instead, sealed };
}

/** A document as it prints: opened where it was kept sealed. */
export function openedPaper(till: Pick<Till, 'secrets'>, document: PaperDocument): PaperDocument {
  const { sealed, ...shown } = document;
  if (sealed === undefined) return document;
  const text = openField(till.secrets.fieldKey, FIELD, Buffer.from(sealed, 'base64'));
  return { ...shown, blocks: JSON.parse(text) as PaperDocument['blocks'] }; // sealed by `sealedPaper`
}
