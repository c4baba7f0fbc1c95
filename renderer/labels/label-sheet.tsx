import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LABEL_FORMATS, LABEL_LIMITS, type LabelFormat } from '../../shared/contract/labels.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Segments } from '../components/segments.tsx';
import { toast } from '../components/toast.tsx';
import { saveFile } from '../documents/save-file.ts';
import type { ChosenGoods } from './labels-screen.tsx';

/** How the labels are printed: format, copies, the sheets as they will come out, and the file. */
export function LabelSheet(props: {
  readonly chosen: ChosenGoods;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { chosen, onRefusal } = props;
  const [format, setFormat] = useState<LabelFormat>('tag');
  const [copiesText, setCopies] = useState('1');
  const [isSaving, setSaving] = useState(false);
  const copies = Math.min(LABEL_LIMITS.copies, Math.max(1, Math.floor(Number(copiesText)) || 1));
  const { promotionId } = chosen;
  const asked = { skus: [...chosen.skus], promotionId, format, copies };
  const save = async () => {
    setSaving(true);
    const answer = await ask(core.labels.print.mutate(asked));
    setSaving(false);
    onRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    const { fileName, type, base64 } = answer.value;
    saveFile(fileName, type, base64);
    toast(t('labels.saved', { file: fileName }));
  };
  return (
    <section className="card label-sheet stack">
      <h2>{t('labels.preview')}</h2>
      <Segments
        label={t('labels.format')}
        value={format}
        options={LABEL_FORMATS.map((value) => ({ value, label: t(`labels.formats.${value}`) }))}
        onChoose={setFormat}
        testId={(value) => `labels-format-${value}`}
      />
      <div className="row wrap label-acts">
        <Field
          label={t('labels.copies')}
          inputMode="numeric"
          value={copiesText}
          onText={setCopies}
          testId="labels-copies"
        />
        <button
          type="button"
          className="button next wide"
          disabled={isSaving}
          data-testid="labels-save"
          onClick={() => void save()}
        >
          {isSaving ? t('labels.working') : t('labels.save')}
        </button>
      </div>
      <Sheets asked={asked} />
    </section>
  );
}

function Sheets({ asked }: { asked: Parameters<typeof core.labels.preview.query>[0] }) {
  const { t } = useWords();
  const preview = useQuery(
    reads.labels.preview.queryOptions(asked, { placeholderData: keepPreviousData }),
  );
  const shown = preview.data?.ok ? preview.data.value : null;
  if (!shown) return <p className="quiet-text">{t('labels.working')}</p>;
  const { pageCount, pages, unpriced, labelCount } = shown;
  return (
    <>
      <p data-testid="labels-pages" data-pages={pageCount} data-labels={labelCount}>
        {t('labels.pages', { pages: pageCount, labels: labelCount })}
        {pageCount > pages.length && ` · ${t('labels.firstPages', { count: pages.length })}`}
      </p>
      {unpriced.length > 0 && (
        <p className="quiet-text">{t('labels.unpriced', { count: unpriced.length })}</p>
      )}
      {shown.isEarly && <p className="notice advice">{t('labels.early')}</p>}
      {pages.map((page, i) => (
        <img
          // biome-ignore lint/suspicious/noArrayIndexKey: a sheet is its place
          key={i}
          className="label-page"
          data-testid="labels-page"
          src={`data:image/png;base64,${page}`}
          alt={t('labels.pageAlt', { page: i + 1 })}
        />
      ))}
    </>
  );
}
