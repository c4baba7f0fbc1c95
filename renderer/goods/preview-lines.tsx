import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ImportLine } from '../../shared/contract/catalog.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { yuan } from '../components/money.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';

const ROW_PX = 48;
const TONE = { new: 'chip done', changed: 'chip advice', unchanged: 'chip', refused: 'chip needs' };

/** The rows of a price list, only those in sight: hundreds of them scroll as one. */
export function PreviewLines({ lines }: { lines: readonly ImportLine[] }) {
  const { t } = useWords();
  const box = useRef<HTMLElement>(null);
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  return (
    <section className="card panel">
      <h3>{t('goods.lines')}</h3>
      <ScrollArea boxRef={box} className="preview-lines" label={t('goods.lines')}>
        <ul style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const line = lines[row.index];
            return line ? (
              <li key={row.key} style={{ transform: `translateY(${row.start}px)` }}>
                <span className="quiet-text">{line.row}</span>
                <span className={TONE[line.verdict]}>{t(`goods.count.${line.verdict}`)}</span>
                <span className="cut">
                  {itemTitle(line)}
                  {line.why && <span className="quiet-text"> · {line.why}</span>}
                </span>
                <s>{line.oldListFen === null ? '' : yuan(line.oldListFen)}</s>
                <b className="figures">{line.listFen === null ? '—' : yuan(line.listFen)}</b>
                <span className="quiet-text figures plain">
                  {line.floorFen === null ? '' : `${t('goods.floor')} ${yuan(line.floorFen)}`}
                </span>
              </li>
            ) : null;
          })}
        </ul>
      </ScrollArea>
    </section>
  );
}
