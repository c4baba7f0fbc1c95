import type { PromotionKind } from '../../shared/domain/promotions/promotion.ts';
import { useWords } from '../client/use-words.ts';
import { SheetDialog } from '../components/sheet-dialog.tsx';

/** The kinds as an owner looks for them: by what is made cheaper. */
const GROUPS: readonly (readonly [
  'price' | 'several' | 'thresholds' | 'coupons',
  readonly PromotionKind[],
])[] = [
  ['price', ['direct_price', 'percent', 'member_price', 'flash_sale', 'presale']],
  ['several', ['nth_item', 'pick_n', 'bundle', 'gift', 'add_on']],
  ['thresholds', ['threshold_once', 'threshold_each', 'threshold_tiered', 'threshold_percent']],
  ['coupons', ['coupon']],
];

/** Which kind of promotion to write, each with what it is good for. */
export function KindDialog(props: {
  readonly onChoose: (kind: PromotionKind) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  return (
    <SheetDialog
      title={t('promotions.chooseKind')}
      testId="promotion-kinds"
      onClose={props.onClose}
      isWide
    >
      <div className="stack">
        {GROUPS.map(([group, kinds]) => (
          <section key={group} className="kind-group">
            <h3>{t(`promotions.groups.${group}`)}</h3>
            <div className="kind-grid">
              {kinds.map((kind) => (
                <button
                  key={kind}
                  type="button"
                  className="button kind"
                  data-testid={`promotion-kind-${kind}`}
                  onClick={() => props.onChoose(kind)}
                >
                  <b>{t(`promotions.kind.${kind}`)}</b>
                  <small>{t(`promotions.kindHint.${kind}`)}</small>
                </button>
              ))}
            </div>
          </section>
        ))}
      </div>
    </SheetDialog>
  );
}
