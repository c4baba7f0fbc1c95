// Checks an archive of a till's journal. Needs Node 18 or newer and nothing else:  node check.mjs FILE [--json]
// Line by line: numbers, links, SHA-256 of every entry, signature and totals of every close, every report, and the signed
// end. schema.json says what the fields are. Exit code 0: all is right; 1: the first line that is not was printed.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
const SIGNED = ['DAY_CLOSE', 'MONTH_CLOSE', 'YEAR_CLOSE', 'PURGE'];
const CLOSING = [...SIGNED, 'SALE', 'RETURN', 'SHIFT_CLOSE', 'SIGNING_KEY', 'REGISTER_INIT'];
const BESIDE = 'openedBy closedBy approvedBy operators outBy inBy countedBy by reason note shiftIds journalSeq journalHash'.split(' ');
const [file, option] = process.argv.slice(2);
const sections = [], sha = createHash('sha256'); let header = null, end = null, section = null, entries = 0, reports = 0, line = 0, bad = null;
const fault = (seq, why, what = '') => ({ register: section?.range.register ?? '', seq, why, what }), here = (why) => fault(section?.head.seq ?? 0, why);
const idOf = (key) => createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 16);
const PERPETUAL = ['perpetualFen', 'perpetualAbsoluteFen'], totalOf = (parts) => Object.fromEntries(PERPETUAL.map((k) => [k, parts.reduce((sum, part) => sum + part[k], 0)]));
/** What a lane took by itself: the totals of its day less those of the lanes it goes on from after a restore. */
function own(day) {
  const earlier = totalOf(day?.lanes ?? []), all = day?.perpetualFen ?? 0;
  return { perpetualFen: all - earlier.perpetualFen, perpetualAbsoluteFen: (day?.perpetualAbsoluteFen ?? all) - earlier.perpetualAbsoluteFen };
}
const daysOf = (register) => sections.find((s) => s.range.register === register)?.days;
const none = () => ({ saleCount: 0, listFen: 0, discountFen: 0, netFen: 0, roundingFen: 0, dueFen: 0, backCount: 0, backUnits: 0, backNet: 0, backRounding: 0, refundFen: 0 });
function isSigned(text, signature, publicKey, keyId) {
  if (idOf(publicKey) !== keyId) return false;
  const key = { key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' };
  try { return verify(null, Buffer.from(text), createPublicKey(key), Buffer.from(signature, 'base64')); } catch { return false; }
}
/** The same value gives the same text, whatever the order of its keys; what a payload cannot hold is left out. */
function figures(value) {
  if (Array.isArray(value)) return `[${value.map(figures)}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).filter((k) => !BESIDE.includes(k) && value[k] !== undefined).sort().map((k) => `${JSON.stringify(k)}:${figures(value[k])}`)}}`;
}
function wrongFigure(said, t, after, isDay) {
  const back = said.returns ?? {};
  const pairs = [['saleCount', said.saleCount, t.saleCount], ['listFen', said.listFen, t.listFen], ['discountFen', said.discountFen, t.discountFen],
    ['netFen', said.netFen, t.netFen], ['netSalesFen', said.netSalesFen, t.netFen - t.backNet], ['receivedFen', said.receivedFen, t.dueFen - t.refundFen],
    ['perpetualFen', said.perpetualFen, after.perpetualFen], ['perpetualAbsoluteFen', said.perpetualAbsoluteFen, after.perpetualAbsoluteFen],
    ...(isDay
      ? [['roundingFen', said.roundingFen, t.roundingFen], ['returns.count', back.count, t.backCount], ['returns.unitCount', back.unitCount, t.backUnits],
        ['returns.netFen', back.netFen, t.backNet], ['returns.roundingFen', back.roundingFen, t.backRounding], ['returns.refundFen', back.refundFen, t.refundFen]]
      : [['roundingFen', said.roundingFen, t.roundingFen - t.backRounding], ['returnCount', said.returnCount, t.backCount],
        ['returnsFen', said.returnsFen, t.backNet], ['refundedFen', said.refundedFen, t.refundFen]])];
  return pairs.find(([, given, summed]) => given !== undefined && given !== null && given !== summed)?.[0] ?? null;
}
/** What a close carries over is what those lanes closed with, as far as this archive holds it, and no less than before. */
function wrongLane({ last, continues }, lanes) {
  const least = new Map((last?.lanes ?? []).map((l) => [l.registerId, l.throughZ]));
  const held = last || !continues ? null : [...(daysOf(continues.registerId)?.values() ?? [])].filter((d) => (d.seq ?? 0) <= continues.seq).pop();
  if (held) least.set(continues.registerId, held.number);
  const isHeld = [...least].every(([id, z]) => lanes.some((l) => l.registerId === id && l.throughZ >= z));
  const isRight = lanes.every((l) => { const day = daysOf(l.registerId)?.get(l.throughZ), o = own(day); return !day || PERPETUAL.every((k) => o[k] === l[k]); });
  return isHeld && isRight && new Set(lanes.map((l) => l.registerId)).size === lanes.length ? null : 'lanes';
}
function closeDay(s, p, seq) {
  const number = Number(p.zNumber), t = s.running, lanes = p.lanes ?? [];
  const after = totalOf([own(s.last), { perpetualFen: t.dueFen - t.refundFen, perpetualAbsoluteFen: t.dueFen + t.refundFen }, ...lanes]);
  const wrong = number === (s.last?.number ?? 0) + 1 ? (wrongLane(s, lanes) ?? wrongFigure(p, t, after, true)) : 'zNumber';
  s.last = { number, seq, totals: t, lanes, perpetualFen: p.perpetualFen ?? after.perpetualFen, perpetualAbsoluteFen: p.perpetualAbsoluteFen ?? after.perpetualAbsoluteFen };
  s.days.set(number, s.last); s.running = none(); s.z.push({ number, seq });
  return wrong && fault(seq, 'totals', `Z ${number} ${wrong}`);
}
function closePeriod(s, p, seq) {
  const sum = none(), ends = [];
  for (const { registerId, firstZ, lastZ } of [...(p.lanes ?? []), { ...p, registerId: s.range.register }]) {
    const days = daysOf(registerId), last = days?.get(lastZ);
    if (!last && lastZ > 0) return days === s.days ? fault(seq, 'totals', `${p.period} lastZ`) : null; // null: not in this archive
    for (let n = firstZ; n <= lastZ; n += 1) for (const [k, v] of Object.entries(days?.get(n)?.totals ?? none())) sum[k] += v;
    ends.push(own(last));
  }
  const wrong = wrongFigure(p, sum, totalOf(ends), false);
  return wrong && fault(seq, 'totals', `${p.period} ${wrong}`);
}
function entry(e) {
  if (section?.range.register !== e.register) {
    const range = header.registers.find((r) => r.register === e.register);
    if (!range || sections.some((s) => s.range === range)) return fault(e.seq, 'archive_header', e.register);
    const days = new Map(range.before.map((d) => [d.number, { ...d, totals: { ...none(), ...d.totals, backCount: d.totals.returnCount, backUnits: d.totals.returnUnitCount, backNet: d.totals.returnNetFen, backRounding: d.totals.returnRoundingFen } }]));
    section = { range, head: { seq: range.fromSeq - 1, hash: range.prevHash }, days, last: [...days.values()].at(-1) ?? null, continues: null, running: none(), z: [], close: null };
    sections.push(section);
  }
  const s = section, { seq, type, hash } = e;
  entries += 1;
  if (seq !== s.head.seq + 1) return fault(s.head.seq + 1, 'gap');
  if (e.prevHash !== s.head.hash) return fault(seq, 'link');
  const text = [e.register, seq, type, e.startedAt, e.endedAt, e.operator, e.payload, e.prevHash].join('|');
  if (`${e.register}${type}${e.operator}`.includes('|') || createHash('sha256').update(text).digest('hex') !== hash) return fault(seq, 'hash');
  s.head = { seq, hash };
  if (!CLOSING.includes(type)) return null;
  const p = JSON.parse(e.payload), t = s.running;
  if (type !== 'PURGE' && (p.zNumber !== undefined || p.period !== undefined)) s.close = { seq, hash, p };
  if (type === 'SALE') { t.saleCount += 1; for (const k of ['listFen', 'discountFen', 'netFen', 'roundingFen', 'dueFen']) t[k] += p[k]; }
  if (type === 'RETURN') { t.backCount += 1; t.backUnits += p.units.length; t.backNet += p.netFen; t.backRounding += p.roundingFen; t.refundFen += p.refundFen; }
  if (type === 'REGISTER_INIT') s.continues = p.continues ?? null;
  const isDay = type === 'DAY_CLOSE' || (type === 'SHIFT_CLOSE' && p.zNumber !== undefined);
  const wrong = isDay ? closeDay(s, p, seq) : type === 'MONTH_CLOSE' || type === 'YEAR_CLOSE' ? closePeriod(s, p, seq) : null;
  if (wrong || !SIGNED.includes(type)) return wrong;
  if (e.keyId === undefined) return fault(seq, 'signature_missing');
  const key = s.range.keys.find((k) => k.keyId === e.keyId);
  if (!key || idOf(key.publicKey) !== e.keyId) return fault(seq, 'key_unknown', e.keyId);
  return isSigned(`${e.register}|${seq}|${hash}`, e.signature ?? '', key.publicKey, e.keyId) ? null : fault(seq, 'signature_wrong', e.keyId);
}
function report(r) {
  const c = section?.close; reports += 1;
  const isRight = c?.seq === r.seq && section.range.register === r.register && (c.p.form === undefined || (r.report.journalSeq === c.seq && r.report.journalHash === c.hash && figures(r.report) === figures(c.p)));
  if (section) section.close = null;
  return isRight ? null : fault(r.seq, 'row_differs', 'report');
}
function trailer(t) {
  end = t;
  const isWhole = t.entries === entries && t.reports === reports && t.sha256 === sha.copy().digest('hex') && header.registers.some((r) => r.keys.some((k) => k.keyId === t.keyId && k.publicKey === t.publicKey)) &&
    sections.length === header.registers.length && header.registers.every((r, i) => sections[i].range === r && sections[i].head.seq === r.toSeq && sections[i].head.hash === r.lastHash);
  return isWhole && isSigned(`archive|${header.archiveId}|${t.sha256}`, t.signature, t.publicKey, t.keyId) ? null : here('archive_trailer');
}
function look(text) {
  let o; try { o = JSON.parse(text); } catch { return here('archive_unreadable'); }
  if (end) return here('archive_trailer');
  if (!header && (o.kind !== 'header' || o.format !== 'zhendian-journal' || o.version !== 1)) return here('archive_header');
  if (section?.close && o.kind !== 'report') return fault(section.close.seq, 'row_missing', 'report');
  const wrong = !header ? ((header = o), null) : o.kind === 'entry' ? entry(o) : o.kind === 'report' ? report(o) : o.kind === 'trailer' ? trailer(o) : here('archive_unreadable');
  if (!wrong && !end) sha.update(text).update('\n');
  return wrong;
}
async function* lines() {
  const packed = createReadStream(file).on('error', (error) => unpacked.destroy(error));
  const unpacked = packed.pipe(createGunzip()); let rest = Buffer.alloc(0);
  for await (const chunk of unpacked) {
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    for (let at = rest.indexOf(10); at !== -1; at = rest.indexOf(10)) { yield rest.toString('utf8', 0, at); rest = rest.subarray(at + 1); }
  }
  if (rest.length) yield rest.toString('utf8');
}
try {
  for await (const text of lines()) { line += 1; bad = look(text); if (bad) break; }
  if (!bad && !end) { line += 1; bad = here(header ? 'archive_trailer' : 'archive_header'); }
} catch { line += 1; bad = here('archive_unreadable'); }
const zReports = sections.flatMap((s) => s.z.map(({ number, seq }) => ({ number, ok: !bad || bad.register !== s.range.register || seq < bad.seq, register: s.range.register })));
if (option === '--json') console.log(JSON.stringify({ ok: !bad, entries, registers: header?.registers.length ?? 0, firstBad: bad, zReports, line: bad ? line : null }));
else console.log(bad ? `BAD line ${line}: register ${bad.register}, entry ${bad.seq}: ${bad.why} ${bad.what}` : `OK ${entries} entries, ${zReports.length} Z reports, signed by ${end.keyId}`);
process.exitCode = bad ? 1 : 0;
