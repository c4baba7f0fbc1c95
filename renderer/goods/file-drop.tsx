import { FileSpreadsheet } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

/** Where a price list is dropped or chosen. */
export function FileDrop(props: {
  readonly reading: string | null;
  readonly onFile: (file: File) => void;
}) {
  const { t } = useWords();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) props.onFile(file);
  };
  return (
    <label
      className="card file-drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileSpreadsheet size={36} aria-hidden="true" />
      <b>{props.reading ? t('goods.reading', { name: props.reading }) : t('goods.drop')}</b>
      <span className="quiet-text">{t('goods.dropHint')}</span>
      <input
        type="file"
        className="hidden-label"
        accept=".xlsx,.xlsm,.xls,.csv,.txt"
        data-testid={testIds.importFile}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) props.onFile(file);
          event.target.value = '';
        }}
      />
    </label>
  );
}
