import type { ReportSection } from './report-row.ts';

/** Sections of names and values, as many beside one another as the screen has room for. */
export function ReportTable({ sections }: { sections: readonly ReportSection[] }) {
  return (
    <div className="report-columns">
      {sections.map(({ title, rows }) => (
        <section key={title}>
          <h3>{title}</h3>
          <dl className="facts">
            {rows.map((row) => (
              <div key={`${row.name} ${row.value}`} data-total={row.isTotal || undefined}>
                <dt>{row.name}</dt>
                <dd>{row.value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
