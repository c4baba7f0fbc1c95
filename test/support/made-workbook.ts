import { crc32, deflateRawSync } from 'node:zlib';

/** A cell as a sheet can hold it: text, a number, a formula with its last value, a date (days since 1899-12-30). */
export type Cell =
  | string
  | number
  | null
  | { readonly formula: string; readonly value: number }
  | { readonly date: number };

export type MadeSheet = { readonly name: string; readonly rows: readonly (readonly Cell[])[] };

/** The bytes of an XLSX with these sheets (ECMA-376, only the parts that a reader needs). */
export function madeWorkbook(sheets: readonly MadeSheet[]): Buffer {
  const ids = sheets.map((_, at) => at + 1);
  const types = ids.map(
    (id) =>
      `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${OFFICE}spreadsheetml.worksheet+xml"/>`,
  );
  const entries = sheets.map(
    ({ name }, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const links = ids.map(
    (id) =>
      `<Relationship Id="rId${id}" Type="${REL}/worksheet" Target="worksheets/sheet${id}.xml"/>`,
  );
  const styles = `<Relationship Id="rId${ids.length + 1}" Type="${REL}/styles" Target="styles.xml"/>`;
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${OFFICE}spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${OFFICE}spreadsheetml.styles+xml"/>${types.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      relations(`<Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/>`),
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${REL}"><sheets>${entries.join('')}</sheets></workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations(links.join('') + styles)],
    [
      'xl/styles.xml',
      `<styleSheet xmlns="${MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
    ...sheets.map(({ rows }, at): [string, string] => [
      `xl/worksheets/sheet${at + 1}.xml`,
      sheetXml(rows),
    ]),
  ];
  return zipOf(parts.map(([name, text]) => ({ name, body: Buffer.from(`${XML}${text}`, 'utf8') })));
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function relations(links: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${links}</Relationships>`;
}

function sheetXml(rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((cells, at) => {
    const written = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${at + 1}`));
    return `<row r="${at + 1}">${written.join('')}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, at: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  }
  if ('date' in cell) return `<c r="${at}" s="1"><v>${cell.date}</v></c>`;
  return `<c r="${at}"><f>${escaped(cell.formula)}</f><v>${cell.value}</v></c>`;
}

function columnName(column: number): string {
  const front = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return front === 0 ? letter : columnName(front - 1) + letter;
}

function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A zip of these parts; `claimedSize` writes another unpacked size than the true one, as a zip bomb does. */
export function zipOf(
  parts: readonly { readonly name: string; readonly body: Buffer; readonly claimedSize?: number }[],
): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, claimedSize } of parts) {
    const packed = deflateRawSync(body);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x0800, 2); // the name is UTF-8
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(body), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claimedSize ?? body.length, 18);
    about.writeUInt16LE(Buffer.byteLength(name), 22);
    files.push(Buffer.from('504b0304', 'hex'), about, Buffer.from(name), packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b01021400', 'hex'), about, place, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}
