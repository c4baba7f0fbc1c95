import { useRef, useState } from 'react';
import type { ImportPreview } from '../../shared/contract/catalog.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { FileDrop } from './file-drop.tsx';
import { fileInBase64 } from './file-in-base64.ts';
import { ImportHistory } from './import-history.tsx';
import { PreviewPanel } from './preview-panel.tsx';

/** A file that was chosen, as it is sent again whenever the owner corrects a column. */
export type ChosenFile = { readonly fileName: string; readonly contentBase64: string };
export type Mapping = Readonly<Record<string, ImportPreview['columns'][number]['meaning']>>;

/** Price lists: choose, look, correct, commit; and take back. */
export function GoodsScreen() {
  const { t } = useWords();
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const corrected = useRef<Mapping | undefined>(undefined);
  useCoreEvent((event) => {
    if (event.type === 'import.progress' && reading !== null) setProgress(event);
  });
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const look = async (chosen: ChosenFile, supplier?: string) => {
    setReading(chosen.fileName);
    setProgress({ done: 0, total: 0 });
    const mapping = corrected.current;
    const answer = await ask(core.catalog.previewImport.mutate({ ...chosen, mapping, supplier }));
    setReading(null);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setPreview(answer.value);
  };
  const choose = async (given: File) => {
    setReading(given.name);
    const chosen = { fileName: given.name, contentBase64: await fileInBase64(given) };
    corrected.current = undefined;
    setFile(chosen);
    setPreview(null);
    await look(chosen);
  };
  const close = () => {
    setPreview(null);
    setFile(null);
  };
  return (
    <main className="page">
      <div className="inner stack">
        <div className="row spread">
          <h1>{t('goods.title')}</h1>
          <a className="button" href="#/labels" data-testid="nav-labels">
            {t('labels.title')}
          </a>
        </div>
        <Notice refusal={refusal} />
        {preview && file ? (
          <PreviewPanel
            key={preview.previewId}
            preview={preview}
            isReading={reading !== null}
            onMapping={(mapping) => {
              corrected.current = mapping;
              void look(file, preview.supplier);
            }}
            onSupplier={(supplier) => void look(file, supplier)}
            onClose={close}
          />
        ) : (
          <>
            {reading !== null && progress.total > 0 && (
              <progress aria-label={reading} value={progress.done} max={progress.total} />
            )}
            <FileDrop reading={reading} onFile={(given) => void choose(given)} />
            <ImportHistory />
          </>
        )}
      </div>
    </main>
  );
}
