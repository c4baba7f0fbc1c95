import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { ItemPicker } from './item-picker.tsx';

/** Names for groups of goods: choose or type a tag, then add goods to it and take them off. */
export function TagsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords();
  const listId = useId();
  const inputId = useId();
  const [tag, setTag] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const facets = useQuery(reads.promotions.facets.queryOptions()).data;
  const name = tag.trim();
  const tagged = useQuery(
    reads.promotions.tagged.queryOptions({ tag: name }, { enabled: name !== '' }),
  );
  const skus = name === '' ? [] : (tagged.data ?? []).map(({ sku }) => sku);
  const change = async (next: readonly string[]) => {
    const added = next.filter((sku) => !skus.includes(sku));
    const removed = skus.filter((sku) => !next.includes(sku));
    const isOn = added.length > 0;
    const answer = await ask(
      core.promotions.tag.mutate({ tag: name, skus: isOn ? added : removed, isOn }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['promotions']] });
  };
  return (
    <SheetDialog title={t('promotions.tag.title')} testId="tags-dialog" onClose={onClose} isWide>
      <div className="stack">
        <p className="quiet-text">{t('promotions.tag.hint')}</p>
        <div className="field">
          <label htmlFor={inputId}>{t('promotions.tag.newName')}</label>
          <input
            id={inputId}
            className="input"
            list={listId}
            maxLength={20}
            autoComplete="off"
            data-testid="tag-name"
            value={tag}
            onChange={(event) => setTag(event.target.value)}
          />
          <datalist id={listId}>
            {(facets?.tags ?? []).map(({ name: one }) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </div>
        {(facets?.tags.length ?? 0) > 0 && (
          <div className="segments">
            {facets?.tags.slice(0, 12).map(({ name: one, count }) => (
              <button
                key={one}
                type="button"
                className="button"
                aria-pressed={one === name}
                onClick={() => setTag(one)}
              >
                {one} {count}
              </button>
            ))}
          </div>
        )}
        <Notice refusal={refusal} />
        {name !== '' && (
          <ItemPicker
            label={t('promotions.tag.goods', { count: skus.length })}
            skus={skus}
            onSkus={(next) => void change(next)}
            testId="tag-items"
          />
        )}
      </div>
    </SheetDialog>
  );
}
