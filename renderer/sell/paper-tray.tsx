import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { PaperSheet } from '../../shared/contract/printing.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';

const SHOWN_SHEETS = 4;

/** The virtual printer's paper beside the till, newest first. */
export function PaperTray({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const paper = useQuery(reads.printing.paper.queryOptions({ limit: SHOWN_SHEETS }));
  const sheets = paper.data ?? [];
  return (
    <section className="paper-tray" aria-label={t('tray.title')} data-testid={testIds.paperTray}>
      <header className="row spread">
        <h2>{t('tray.title')}</h2>
        <button
          type="button"
          className="button quiet"
          aria-label={t('tray.hide')}
          onClick={onClose}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <ScrollArea className="sheets" label={t('tray.hint')}>
        {paper.isSuccess && sheets.length === 0 && <p className="empty">{t('tray.empty')}</p>}
        {sheets.map((sheet) => (
          <Sheet key={sheet.jobId} sheet={sheet} />
        ))}
      </ScrollArea>
    </section>
  );
}

function Sheet({ sheet }: { sheet: PaperSheet }) {
  const { t, time } = useWords();
  if (sheet.pngBase64 === null) {
    return (
      <p className="chip" data-testid={testIds.paperSheet} data-kind={sheet.kind}>
        {t('tray.drawerOpened')} · {time(sheet.at)}
      </p>
    );
  }
  return (
    <figure className="sheet" data-testid={testIds.paperSheet} data-kind={sheet.kind}>
      <img
        src={`data:image/png;base64,${sheet.pngBase64}`}
        width={sheet.widthDots / 2}
        height={sheet.heightDots / 2}
        alt={`${t('tray.alt', { kind: t(`document.${sheet.kind}`) })}: ${sheet.text}`}
      />
    </figure>
  );
}
