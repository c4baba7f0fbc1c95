import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import type { Cell, ReportTable } from '../../shared/contract/reports.ts';
import { cellText, isNumeric, reportWord } from '../../shared/i18n/report-cells.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';

type Order = { readonly column: number; readonly isUp: boolean };

/** A table of a report: sorted by a press on a column, totals below, amounts digit under digit. */
export function ReportTableCard({ table }: { readonly table: ReportTable }) {
  const { t, language } = useWords();
  const title = reportWord('tables', table.key, language);
  return (
    <section className="card report-table" data-testid={`report-table-${table.key}`}>
      <h2>{title}</h2>
      {table.rowCount === 0 ? (
        <p className="empty">{t('reports.nothing')}</p>
      ) : (
        <ScrollArea className="scroll-x" label={title}>
          <SortedTable table={table} />
        </ScrollArea>
      )}
      {table.rowCount > table.rows.length && (
        <p className="quiet-text">
          {t('reports.more', { shown: table.rows.length, count: table.rowCount })}
        </p>
      )}
    </section>
  );
}

/** The table itself; `caption` names it where no heading does. */
export function SortedTable(props: { readonly table: ReportTable; readonly caption?: string }) {
  const { t, language } = useWords();
  const { table, caption } = props;
  const [order, setOrder] = useState<Order | null>(null);
  const press = (column: number) =>
    setOrder((before) => ({ column, isUp: before?.column === column ? !before.isUp : false }));
  const rows = order ? sorted(table.rows, order) : table.rows;
  const classOf = (i: number) => {
    const column = table.columns[i];
    if (column?.kind === 'date') return 'date';
    return column && isNumeric(column.kind) ? 'number' : undefined;
  };
  const texts = (row: readonly Cell[]) =>
    table.columns.map((column, i) => ({
      key: column.key,
      className: classOf(i),
      text: cellText(row[i] ?? null, column, language),
    }));
  return (
    <table className="table figures-table">
      {caption !== undefined && <caption className="hidden-label">{caption}</caption>}
      <thead>
        <tr>
          {table.columns.map(({ key }, i) => (
            <th
              key={key}
              scope="col"
              className={classOf(i)}
              aria-sort={order?.column === i ? (order.isUp ? 'ascending' : 'descending') : 'none'}
            >
              <button type="button" onClick={() => press(i)}>
                {reportWord('columns', key, language)}
                {order?.column === i &&
                  (order.isUp ? (
                    <ArrowUp size={14} aria-hidden="true" />
                  ) : (
                    <ArrowDown size={14} aria-hidden="true" />
                  ))}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and no state
          <tr key={i}>
            {texts(row).map(({ key, className, text }) => (
              <td key={key} className={className}>
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {table.totals && (
        <tfoot>
          <tr>
            {texts(table.totals).map(({ key, className, text }, i) => (
              <td key={key} className={className}>
                {i === 0 ? t('reports.total') : text}
              </td>
            ))}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function sorted(
  rows: readonly (readonly Cell[])[],
  { column, isUp }: Order,
): readonly (readonly Cell[])[] {
  const sign = isUp ? 1 : -1;
  return rows.toSorted((a, b) => sign * compared(a[column] ?? null, b[column] ?? null));
}

/** What is not known comes last on the way down. */
function compared(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'zh-CN');
}
