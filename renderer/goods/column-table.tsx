import {
  COLUMN_MEANINGS,
  type ColumnMeaning,
  type ImportPreview,
} from '../../shared/contract/catalog.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import type { Mapping } from './goods-screen.tsx';

/** What each column was taken for, with examples; a wrong one is corrected here. */
export function ColumnTable(props: {
  readonly preview: ImportPreview;
  readonly isBusy: boolean;
  readonly onMapping: (mapping: Mapping) => void;
}) {
  const { t } = useWords();
  const { columns } = props.preview;
  const correct = (header: string, meaning: ColumnMeaning) => {
    const known = columns.map((column) => [column.header, column.meaning] as const);
    props.onMapping({ ...Object.fromEntries(known), [header]: meaning });
  };
  return (
    <section className="card panel">
      <h3>{t('goods.columns')}</h3>
      <p className="quiet-text">{t('goods.columnsHint')}</p>
      <div className="scroll-x">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('goods.header')}</th>
              <th scope="col">{t('goods.meaning')}</th>
              <th scope="col">{t('goods.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may carry the same header
              <tr key={index}>
                <td>{column.header || '—'}</td>
                <td>
                  <select
                    className="input"
                    aria-label={`${t('goods.meaning')}: ${column.header}`}
                    data-testid={testIds.columnMeaning(index)}
                    disabled={props.isBusy}
                    value={column.meaning}
                    onChange={(event) => {
                      const meaning = COLUMN_MEANINGS.find((m) => m === event.target.value);
                      if (meaning) correct(column.header, meaning);
                    }}
                  >
                    {COLUMN_MEANINGS.map((meaning) => (
                      <option key={meaning} value={meaning}>
                        {t(`goods.meanings.${meaning}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  {column.samples.join('、')}{' '}
                  <span className="quiet-text">
                    {t('goods.filled', { filled: column.filled, empty: column.empty })}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
