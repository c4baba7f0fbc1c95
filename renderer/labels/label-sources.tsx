import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LabelChoice, LabelSources as Sources } from '../../shared/contract/labels.ts';
import { endWords, startWords } from '../../shared/i18n/moment-words.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { itemTitle } from '../components/item-title.ts';
import { Segments } from '../components/segments.tsx';

const BYS = ['search', 'promotion', 'category', 'brand', 'import'] as const;
type By = (typeof BYS)[number];

/** Where goods come from: one by one from the search, or all of a promotion, category, brand or price list. */
export function LabelSources(props: {
  readonly onChoice: (choice: LabelChoice) => void;
  readonly onSku: (sku: string) => void;
}) {
  const { t } = useWords();
  const [by, setBy] = useState<By>('search');
  return (
    <section className="card label-sources stack">
      <h2>{t('labels.add')}</h2>
      <Segments
        label={t('labels.by')}
        value={by}
        options={BYS.map((value) => ({ value, label: t(`labels.bys.${value}`) }))}
        onChoose={setBy}
        testId={(value) => `labels-by-${value}`}
      />
      {by === 'search' ? (
        <GoodsSearch onSku={props.onSku} />
      ) : (
        <SourceChoice key={by} by={by} onChoice={props.onChoice} />
      )}
    </section>
  );
}

const MOST_FOUND = 8;

function GoodsSearch({ onSku }: { onSku: (sku: string) => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const found = useQuery(
    reads.catalog.search.queryOptions(
      { text, limit: MOST_FOUND },
      { enabled: text.trim() !== '', placeholderData: keepPreviousData },
    ),
  );
  const cards = text.trim() === '' ? [] : (found.data ?? []);
  return (
    <>
      <Field
        label={t('labels.search')}
        value={text}
        onText={setText}
        testId="labels-search"
        type="search"
      />
      <ul className="label-found">
        {cards.map((card) => (
          <li key={card.sku}>
            <button
              type="button"
              className="button quiet"
              data-testid="labels-found"
              onClick={() => onSku(card.sku)}
            >
              {itemTitle(card)}
            </button>
          </li>
        ))}
      </ul>
      {text.trim() !== '' && found.data?.length === 0 && (
        <p className="quiet-text">{t('labels.notFound')}</p>
      )}
    </>
  );
}

function SourceChoice(props: {
  readonly by: LabelChoice['by'];
  readonly onChoice: (choice: LabelChoice) => void;
}) {
  const { t } = useWords();
  const { by, onChoice } = props;
  const sources = useQuery(reads.labels.sources.queryOptions());
  const options = useOptions(by, sources.data ?? null);
  if (!sources.data) return null;
  if (options.length === 0) return <p className="quiet-text">{t('labels.noSource')}</p>;
  return (
    <Choice
      label={t(`labels.bys.${by}`)}
      value=""
      options={[{ value: '', label: t('labels.choose') }, ...options]}
      testId="labels-source"
      onChoose={(value) => {
        if (value !== '') onChoice({ by, value });
      }}
    />
  );
}

function useOptions(
  by: LabelChoice['by'],
  sources: Sources | null,
): readonly { readonly value: string; readonly label: string }[] {
  const { dayTime, language } = useWords();
  if (!sources) return [];
  const now = Date.now();
  switch (by) {
    case 'promotion':
      return sources.promotions.map(({ promotionId, name, fromAt, toAt }) => ({
        value: promotionId,
        // With its year where it needs one: a promotion of a whole year else ends when it begins.
        label: `${name} · ${startWords(fromAt, language, now)} – ${endWords(toAt, language, now)}`,
      }));
    case 'import':
      return sources.imports.map(({ importId, fileName, at }) => ({
        value: importId,
        label: `${fileName} · ${dayTime(at)}`,
      }));
    case 'brand':
    case 'category':
      return sources[by === 'brand' ? 'brands' : 'categories'].map(({ name, count }) => ({
        value: name,
        label: `${name} (${count})`,
      }));
  }
}
