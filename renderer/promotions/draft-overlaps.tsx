import type { OverlapView } from '../../shared/contract/promotions.ts';
import { OVERLAP_WORDS } from '../../shared/i18n/overlap-words.ts';
import { useWords } from '../client/use-words.ts';

/** What else is to be had for the same goods: what gets in its way one by one, what simply adds up in one line. */
export function DraftOverlaps({ overlaps }: { readonly overlaps: readonly OverlapView[] }) {
  const { t, language, dayTime } = useWords();
  const isEn = language === 'en';
  const stacking = overlaps.filter(({ kind }) => kind === 'stacks').map(({ name }) => name);
  return (
    <div className="notice advice" data-testid="draft-overlaps">
      <div>
        <b>{t('promotions.check.overlaps')}</b>
        <ul>
          {overlaps
            .filter(({ kind }) => kind !== 'stacks')
            .map((overlap) => (
              <li key={overlap.promotionId}>
                <b>{overlap.name}</b>
                {isEn ? ': ' : '：'}
                {OVERLAP_WORDS[overlap.kind][isEn ? 'en' : 'zh']}
                <small>
                  {' '}
                  {t('promotions.check.overlapGoods', { count: overlap.goodsCount })} ·{' '}
                  {t('promotions.fromAt', { at: dayTime(overlap.fromAt) })}
                </small>
              </li>
            ))}
          {stacking.length > 0 && (
            <li>{t('promotions.check.stacks', { names: stacking.join(isEn ? ', ' : '、') })}</li>
          )}
        </ul>
      </div>
    </div>
  );
}
