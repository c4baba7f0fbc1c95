import type { ReportName } from '../../shared/contract/reports.ts';
import { reportWord } from '../../shared/i18n/report-cells.ts';
import { useWords } from '../client/use-words.ts';

const GROUPS = [
  { key: 'sales', names: ['today', 'days', 'hours', 'brands', 'categories', 'staff'] },
  { key: 'money', names: ['deductions', 'margin', 'tenders', 'over_short', 'held_money'] },
  { key: 'goods', names: ['returns', 'installations', 'slow_stock'] },
] as const satisfies readonly { key: string; names: readonly ReportName[] }[];

/** Every report this person may see, in groups. */
export function ReportList(props: {
  readonly names: readonly ReportName[];
  readonly chosen: ReportName;
}) {
  const { t, language } = useWords();
  return (
    <nav className="report-list" aria-label={t('reports.list')}>
      {GROUPS.map((group) => (
        <div key={group.key}>
          <ul aria-label={t(`reports.groups.${group.key}`)}>
            {group.names
              .filter((name) => props.names.includes(name))
              .map((name) => (
                <li key={name}>
                  <a
                    href={`#/reports?name=${name}`}
                    aria-current={name === props.chosen ? 'page' : undefined}
                    data-testid={`report-${name}`}
                  >
                    {reportWord('names', name, language)}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
