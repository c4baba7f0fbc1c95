import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId } from 'react';
import type { Facet } from '../../shared/contract/promotions.ts';
import type { Scope } from '../../shared/domain/promotions/promotion.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import type { PartProps } from './form-sections.tsx';
import { ItemPicker } from './item-picker.tsx';

/** Which goods take part: by brand, category and tag, by name, and which do not. */
export function ScopeFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const facets = useQuery(reads.promotions.facets.queryOptions()).data;
  const { scope } = values;
  const set = (change: Partial<Scope>) => onChange({ scope: { ...scope, ...change } });
  const except = (change: Partial<Scope['exclude']>) =>
    set({ exclude: { ...scope.exclude, ...change } });
  const isExcept = Object.values(scope.exclude).some((list) => list.length > 0);
  return (
    <>
      <p className="quiet-text">{t('promotions.form.scopeAll')}</p>
      <div className="form-grid facets-grid">
        <FacetPicker
          label={t('promotions.form.brands')}
          facets={facets?.brands ?? []}
          chosen={scope.brands}
          onChosen={(brands) => set({ brands })}
          testId="scope-brands"
        />
        <FacetPicker
          label={t('promotions.form.categories')}
          facets={facets?.categories ?? []}
          chosen={scope.categories}
          onChosen={(categories) => set({ categories })}
          testId="scope-categories"
        />
        {((facets?.tags.length ?? 0) > 0 || scope.tags.length > 0) && (
          <FacetPicker
            label={t('promotions.form.tags')}
            facets={facets?.tags ?? []}
            chosen={scope.tags}
            onChosen={(tags) => set({ tags })}
            testId="scope-tags"
          />
        )}
      </div>
      <ItemPicker
        label={t('promotions.form.named')}
        skus={scope.skus}
        onSkus={(skus) => set({ skus })}
        testId="scope-skus"
      />
      <p className="quiet-text">{t('promotions.form.scopeHint')}</p>
      <details open={isExcept}>
        <summary>{t('promotions.form.except')}</summary>
        <div className="stack">
          <div className="form-grid facets-grid">
            <FacetPicker
              label={t('promotions.form.exceptBrands')}
              facets={facets?.brands ?? []}
              chosen={scope.exclude.brands}
              onChosen={(brands) => except({ brands })}
              testId="except-brands"
            />
            <FacetPicker
              label={t('promotions.form.exceptCategories')}
              facets={facets?.categories ?? []}
              chosen={scope.exclude.categories}
              onChosen={(categories) => except({ categories })}
              testId="except-categories"
            />
          </div>
          <ItemPicker
            label={t('promotions.form.exceptGoods')}
            skus={scope.exclude.skus}
            onSkus={(skus) => except({ skus })}
            testId="except-skus"
          />
        </div>
      </details>
    </>
  );
}

/** Some of a list of names, each with how many goods it stands for. */
export function FacetPicker(props: {
  readonly label: string;
  readonly facets: readonly Facet[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
  readonly testId: string;
}) {
  const { t } = useWords();
  const id = useId();
  const left = props.facets.filter(({ name }) => !props.chosen.includes(name));
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        className="input"
        data-testid={props.testId}
        value=""
        onChange={(event) => {
          if (event.target.value !== '') props.onChosen([...props.chosen, event.target.value]);
        }}
      >
        <option value="">{t('promotions.form.choose')}</option>
        {left.map(({ name, count }) => (
          <option key={name} value={name}>
            {name} ({count})
          </option>
        ))}
      </select>
      {props.chosen.length > 0 && (
        <ul className="picked names">
          {props.chosen.map((name) => (
            <li key={name}>
              <span>{name}</span>
              <button
                type="button"
                className="button quiet"
                aria-label={t('promotions.form.remove', { name })}
                onClick={() => props.onChosen(props.chosen.filter((one) => one !== name))}
              >
                <X size={18} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
