import type { StoreSummary } from '../shared/contract/sync.ts';
import { shanghaiTime } from '../shared/kernel/business-date.ts';

/** After this long without a word from a store its row is marked. */
const SILENT_MS = 6 * 3_600_000;

/** The county head's page: every store with today's takings, last receipt and last contact. No scripts, no assets. */
export function countyPage(
  stores: readonly StoreSummary[],
  businessDate: string,
  now: number, // epoch ms
): string {
  const takings = stores.reduce((sum, store) => sum + store.takingsFen, 0);
  const sales = stores.reduce((sum, store) => sum + store.saleCount, 0);
  const rows = [...stores].sort((a, b) => b.takingsFen - a.takingsFen).map((s) => row(s, now));
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="30">
<title>臻店 · 县域看板</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>臻店 · 县域看板</h1><p>营业日 ${escaped(businessDate)}，每 30 秒更新</p></header>
<main>
<dl class="figures">
<div><dt>今日营业额</dt><dd>${yuan(takings)}</dd></div>
<div><dt>今日单数</dt><dd>${sales}</dd></div>
<div><dt>门店</dt><dd>${stores.length}</dd></div>
</dl>
${stores.length === 0 ? EMPTY : table(rows)}
</main>
</body>
</html>`;
}

const EMPTY = `<p class="empty">还没有门店。先登记一家：<code>npm run cloud -- add-store 门店号 --name 店名</code></p>`;

function table(rows: readonly string[]): string {
  return `<div class="scroll" tabindex="0" role="region" aria-label="门店列表"><table>
<thead><tr><th scope="col">门店</th><th scope="col" class="number">今日营业额</th><th scope="col" class="number">单数</th>
<th scope="col">最近小票</th><th scope="col">最近联系</th><th scope="col">数据</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function row(store: StoreSummary, now: number): string {
  const last = store.lastReceiptNumber
    ? `${escaped(store.lastReceiptNumber)}<small>${time(store.lastReceiptAt)}</small>`
    : '—';
  return `<tr><th scope="row">${escaped(store.name)}<small>${escaped(store.storeId)}</small></th>
<td class="number"><span class="takings">${yuan(store.takingsFen)}</span>${refunds(store)}</td><td class="number">${store.saleCount}</td>
<td>${last}</td><td>${contact(store, now)}</td><td>${completeness(store)}${journals(store)}</td></tr>`;
}

function refunds(store: StoreSummary): string {
  if (store.returnCount === 0) return '';
  return `<small>已扣退货 ${store.returnCount} 笔 ${yuan(store.refundFen)}</small>`;
}

function contact(store: StoreSummary, now: number): string {
  if (store.lastContactAt === null) return '<span class="mark quiet">从未联系</span>';
  const isSilent = now - store.lastContactAt > SILENT_MS;
  return `${isSilent ? '<span class="mark late">久未联系</span>' : ''}${time(store.lastContactAt)}`;
}

function completeness(store: StoreSummary): string {
  const missing = store.nodes.reduce((sum, node) => sum + node.missingCount, 0);
  if (missing > 0) return `<span class="mark late">缺 ${missing} 条</span>`;
  return store.nodes.length === 0 ? '—' : '<span class="mark good">完整</span>';
}

/** How far the journal is kept here, or the first thing that is wrong with it: somebody has to look. */
function journals(store: StoreSummary): string {
  const [alarm] = store.journalAlarms;
  if (alarm) {
    const place = `${escaped(alarm.registerId)} 台第 ${alarm.seq} 条`;
    const more = store.journalAlarms.length > 1 ? `，共 ${store.journalAlarms.length} 处` : '';
    const since = `<small>${time(alarm.firstAt)} 起${more}</small>`;
    return `<br><span class="mark late">账本${ALARMS[alarm.kind]} · ${place}</span>${since}`;
  }
  const kept = store.journals.map(
    ({ registerId, lastSeq }) => `${escaped(registerId)} 至 ${lastSeq}`,
  );
  return kept.length === 0 ? '' : `<small>账本 ${kept.join('，')}</small>`;
}

const ALARMS = { gap: '缺条', fork: '被改过', broken: '对不上' } as const;

function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const whole = Math.floor(Math.abs(fen) / 100).toLocaleString('en-US');
  return `${sign}￥${whole}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
}

function time(at: number | null): string {
  return at === null ? '—' : shanghaiTime(at).slice(0, 16);
}

/** Text from a store never becomes markup. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const STYLE = `
:root{color-scheme:light dark;--paper:#f6f5f2;--card:#fff;--ink:#1c1b19;--soft:#63605a;--line:#e3e0d9;--brand:#9c2f1f;--good:#17663d;--goodbg:#e2f3e8;--late:#8a3c00;--latebg:#fdeedd}
@media (prefers-color-scheme:dark){:root{--paper:#171614;--card:#211f1c;--ink:#f1eee8;--soft:#aaa59b;--line:#37342f;--brand:#f0998a;--good:#86dba8;--goodbg:#173524;--late:#ffc07f;--latebg:#452b10}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
header,main{max-width:72rem;margin:0 auto;padding:1.5rem}
header{padding-bottom:0}h1{margin:0;font-size:1.5rem;color:var(--brand)}header p{margin:.25rem 0 0;color:var(--soft)}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(16rem,100%),1fr));gap:1rem;margin:0 0 1.5rem}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem 1.25rem}
dt{color:var(--soft)}dd{margin:0;font-size:1.75rem;overflow-wrap:anywhere;font-weight:600;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
table{width:100%;border-collapse:collapse;white-space:nowrap}
th,td{padding:.75rem 1.25rem;text-align:left;border-bottom:1px solid var(--line);vertical-align:top}
thead th{font-weight:500;color:var(--soft)}tbody tr:last-child>*{border-bottom:0}
.number{text-align:right;font-variant-numeric:tabular-nums}.takings{font-weight:600}
small{display:block;color:var(--soft);font-weight:400}
.mark{display:inline-block;border-radius:1rem;padding:0 .6rem;margin-right:.5rem;font-size:.875rem}
.good{color:var(--good);background:var(--goodbg)}.late{color:var(--late);background:var(--latebg)}.quiet{color:var(--soft);border:1px solid var(--line)}
.empty{background:var(--card);border:1px dashed var(--line);border-radius:.75rem;padding:2rem;text-align:center;color:var(--soft)}
code{color:var(--ink)}@media (max-width:60rem){th,td{padding:.6rem .75rem}}
`;
