import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { toast } from '../components/toast.tsx';
import { saveFile } from '../documents/save-file.ts';

/** Codes on paper: a slip each on the receipt printer, or ten to a sheet as a file. */
export function CouponPaper(props: {
  readonly promotionId: string;
  readonly codes: readonly string[];
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { promotionId, onRefusal } = props;
  const codes = [...props.codes];
  const print = async () => {
    const answer = await ask(core.promotions.printCoupons.mutate({ promotionId, codes }));
    onRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('promotions.codes.printing', { count: answer.value.count }));
  };
  const save = async () => {
    const answer = await ask(core.promotions.couponSheet.mutate({ promotionId, codes }));
    onRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    const { fileName, type, base64 } = answer.value;
    saveFile(fileName, type, base64);
  };
  return (
    <div className="stack">
      <button
        type="button"
        className="button next wide"
        disabled={codes.length === 0}
        data-testid="coupon-print"
        onClick={() => void print()}
      >
        {t('promotions.codes.slips', { count: codes.length })}
      </button>
      <button
        type="button"
        className="button wide"
        disabled={codes.length === 0}
        data-testid="coupon-sheet"
        onClick={() => void save()}
      >
        {t('promotions.codes.sheet')}
      </button>
    </div>
  );
}
