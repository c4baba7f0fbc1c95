import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PromotionRow } from '../../shared/contract/promotions.ts';
import type { PromotionKind } from '../../shared/domain/promotions/promotion.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { OnlyFor } from '../components/only-for.tsx';
import { Segments } from '../components/segments.tsx';
import { emptyValues, type FormValues, valuesFrom } from './form-values.ts';
import { ImportDialog } from './import-dialog.tsx';
import { KindDialog } from './kind-dialog.tsx';
import { PromotionCalendar } from './promotion-calendar.tsx';
import { PromotionForm } from './promotion-form.tsx';
import { PromotionList } from './promotion-list.tsx';
import { TagsDialog } from './tags-dialog.tsx';

/** What the form begins with: a promotion that is there, or a new one. */
export type FormStart = {
  readonly row: PromotionRow | null;
  readonly values: FormValues;
};

/** Promotions: which there are and when, and one of them to write, try and schedule. */
export function PromotionsScreen() {
  const [start, setStart] = useState<FormStart | null>(null);
  return (
    <main key={start ? 'form' : 'overview'} className="page">
      <div className="inner stack">
        <OnlyFor rights={['manage_promotions']}>
          {start ? (
            <PromotionForm
              key={`${start.row?.promotionId}:${start.row?.version}`}
              start={start}
              onDone={() => setStart(null)}
            />
          ) : (
            <Overview onStart={setStart} />
          )}
        </OnlyFor>
      </div>
    </main>
  );
}

function Overview({ onStart }: { readonly onStart: (start: FormStart) => void }) {
  const { t } = useWords();
  const [view, setView] = useState<'list' | 'calendar'>('list');
  const [dialog, setDialog] = useState<'kind' | 'import' | 'tags' | null>(null);
  const status = useQuery(reads.system.status.queryOptions());
  const open = (row: PromotionRow) => onStart({ row, values: valuesFrom(row.definition) });
  const begin = (kind: PromotionKind) =>
    onStart({ row: null, values: emptyValues(kind, status.data?.now ?? Date.now()) });
  const close = () => setDialog(null);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>{t('promotions.title')}</h1>
          <p className="quiet-text">{t('promotions.lead')}</p>
        </div>
        <div className="row wrap">
          <Segments
            label=""
            value={view}
            options={(['list', 'calendar'] as const).map((value) => ({
              value,
              label: t(`promotions.${value}`),
            }))}
            onChoose={setView}
            testId={(value) => `promotion-view-${value}`}
          />
          <button
            type="button"
            className="button"
            data-testid="promotion-tags"
            onClick={() => setDialog('tags')}
          >
            {t('promotions.tags')}
          </button>
          <button
            type="button"
            className="button"
            data-testid="promotion-import"
            onClick={() => setDialog('import')}
          >
            {t('promotions.import')}
          </button>
          <button
            type="button"
            className="button next"
            data-testid="promotion-new"
            onClick={() => setDialog('kind')}
          >
            {t('promotions.add')}
          </button>
        </div>
      </div>
      {view === 'list' ? (
        <PromotionList
          onOpen={open}
          onCopy={(values) => onStart({ row: null, values })}
          onNew={() => setDialog('kind')}
        />
      ) : (
        <PromotionCalendar onOpen={open} />
      )}
      {dialog === 'kind' && <KindDialog onChoose={begin} onClose={close} />}
      {dialog === 'import' && <ImportDialog onClose={close} />}
      {dialog === 'tags' && <TagsDialog onClose={close} />}
    </>
  );
}
