import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { saveFile } from '../documents/save-file.ts';
import { CouponPaper } from './coupon-paper.tsx';
import { textInBase64 } from './text-in-base64.ts';
import { whole } from './typed-figures.ts';

/** The codes of a coupon: the one for everybody, or codes of their own, shown once and saved or printed at once. */
export function CouponCodes(props: {
  readonly promotionId: string;
  readonly name: string;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { promotionId, name, onClose } = props;
  const read = useQuery(reads.promotions.coupons.queryOptions({ promotionId }));
  const standing = read.data?.ok ? read.data.value : null;
  const [count, setCount] = useState('20');
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const issue = async () => {
    const wanted = /^\d{1,6}$/.test(count.trim()) ? Number(count) : 0;
    const answer = await ask(core.promotions.issueCoupons.mutate({ promotionId, count: wanted }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setCodes(answer.value);
    await queryClient.invalidateQueries({ queryKey: [['promotions', 'coupons']] });
  };
  const save = () => {
    // The mark at the front lets spreadsheets read the Chinese name.
    const text = `\uFEFF${[name, ...codes].join('\r\n')}\r\n`;
    saveFile(`${name}.csv`, 'text/csv', textInBase64(text));
  };
  return (
    <SheetDialog
      title={`${t('promotions.codes.title')} · ${name}`}
      testId="coupon-codes"
      onClose={onClose}
    >
      <div className="stack">
        <Notice refusal={refusal} />
        {standing?.sharedCode ? (
          <>
            <p className="quiet-text">{t('promotions.codes.sharedHint')}</p>
            <p className="shared-code" data-testid="shared-code">
              {standing.sharedCode}
            </p>
            <SharedPaper
              promotionId={promotionId}
              code={standing.sharedCode}
              onRefusal={setRefusal}
            />
          </>
        ) : (
          standing && (
            <>
              <p>
                {t('promotions.codes.counts', { issued: standing.issued, used: standing.used })}
              </p>
              <div className="period-bar">
                <Field
                  label={t('promotions.codes.count')}
                  value={count}
                  onText={setCount}
                  inputMode="numeric"
                  maxLength={6}
                  testId="coupon-count"
                />
                <button
                  type="button"
                  className="button next"
                  data-testid="coupon-issue"
                  onClick={() => void issue()}
                >
                  {t('promotions.codes.issue')}
                </button>
              </div>
            </>
          )
        )}
        {codes.length > 0 && (
          <>
            <p className="notice">{t('promotions.codes.once')}</p>
            <CouponPaper promotionId={promotionId} codes={codes} onRefusal={setRefusal} />
            <button type="button" className="button wide" data-testid="coupon-save" onClick={save}>
              {t('promotions.codes.save')}
            </button>
            <ul className="coupon-codes" data-testid="issued-codes">
              {codes.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </SheetDialog>
  );
}

/** The coupon that everybody may name is printed as often as it is to be handed out. */
function SharedPaper(props: {
  readonly promotionId: string;
  readonly code: string;
  readonly onRefusal: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const [pieces, setPieces] = useState('10');
  const count = Math.min(500, whole(pieces));
  return (
    <>
      <Field
        label={t('promotions.codes.pieces')}
        value={pieces}
        onText={setPieces}
        inputMode="numeric"
        maxLength={3}
        testId="coupon-pieces"
      />
      <CouponPaper
        promotionId={props.promotionId}
        codes={Array.from({ length: count }, () => props.code)}
        onRefusal={props.onRefusal}
      />
    </>
  );
}
