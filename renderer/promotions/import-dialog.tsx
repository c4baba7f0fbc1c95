import { useState } from 'react';
import type { ImportedPromotions, PromotionDraft } from '../../shared/contract/promotions.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';
import { usePromotionSummary } from './use-promotion-summary.ts';

/** A file of promotions: looked at first, then those chosen come in as drafts. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, dayTime } = useWords();
  const [text, setText] = useState('');
  const [found, setFound] = useState<ImportedPromotions | null>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [isOver, setOver] = useState(false);
  const look = async (file: File) => {
    const read = await file.slice(0, 2_100_000).text();
    const answer = await ask(
      core.promotions.previewFile.mutate({ text: read.slice(0, 2_000_000) }),
    );
    setText(read);
    setLeft(new Set());
    setRefusal(answer.ok ? null : answer.refusal);
    setFound(answer.ok ? answer.value : null);
  };
  const rows = (found?.rows ?? [])
    .filter(({ row, problem }) => problem === null && !left.has(row))
    .map(({ row }) => row);
  const take = async () => {
    const answer = await ask(core.promotions.importFile.mutate({ text, rows }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    toast(t('promotions.file.taken', { count: answer.value.count }));
    await queryClient.invalidateQueries({ queryKey: [['promotions']] });
    onClose();
  };
  return (
    <SheetDialog
      title={t('promotions.import')}
      testId="promotion-import-dialog"
      onClose={onClose}
      isWide
    >
      <div className="stack">
        <label
          className="card file-drop"
          data-small={found !== null || undefined}
          data-over={isOver || undefined}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            const file = event.dataTransfer.files[0];
            if (file) void look(file);
          }}
        >
          <b>{t(found ? 'promotions.file.other' : 'promotions.file.choose')}</b>
          {!found && <span className="quiet-text">{t('promotions.file.hint')}</span>}
          <input
            type="file"
            className="hidden-label"
            accept=".json,application/json"
            data-testid="promotion-file"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) void look(file);
              event.target.value = '';
            }}
          />
        </label>
        <Notice refusal={refusal} />
        {found && (
          <>
            <p className="quiet-text">
              {t('promotions.file.from', { store: found.store, at: dayTime(found.writtenAt) })}
            </p>
            <ScrollArea className="import-rows" label={t('promotions.import')}>
              <ul>
                {found.rows.map((row) => (
                  <ImportRow
                    key={row.row}
                    row={row}
                    isIn={row.problem === null && !left.has(row.row)}
                    onIn={(isIn) => {
                      const next = new Set(left);
                      if (isIn) next.delete(row.row);
                      else next.add(row.row);
                      setLeft(next);
                    }}
                  />
                ))}
              </ul>
            </ScrollArea>
            <button
              type="button"
              className="button next wide"
              disabled={rows.length === 0}
              data-testid="promotion-import-take"
              onClick={() => void take()}
            >
              {t('promotions.file.take', { count: rows.length })}
            </button>
          </>
        )}
      </div>
    </SheetDialog>
  );
}

function ImportRow(props: {
  readonly row: ImportedPromotions['rows'][number];
  readonly isIn: boolean;
  readonly onIn: (isIn: boolean) => void;
}) {
  const { t, say } = useWords();
  const { definition, problem } = props.row;
  return (
    <li data-testid="promotion-import-row">
      <label className="check">
        <input
          type="checkbox"
          aria-label={t('promotions.file.include', { name: definition.name })}
          checked={props.isIn}
          disabled={problem !== null}
          onChange={(event) => props.onIn(event.target.checked)}
        />
        <span className="list-main">
          <b>{definition.name}</b>
          <Summary draft={definition} />
        </span>
      </label>
      {problem && <p className="field-problem">{say(problem)}</p>}
    </li>
  );
}

function Summary({ draft }: { readonly draft: PromotionDraft }) {
  return <span>{usePromotionSummary(draft)}</span>;
}
