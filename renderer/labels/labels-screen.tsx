import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { LABEL_LIMITS, type LabelChoice } from '../../shared/contract/labels.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { OnlyFor } from '../components/only-for.tsx';
import { LabelList } from './label-list.tsx';
import { LabelSheet } from './label-sheet.tsx';
import { LabelSources } from './label-sources.tsx';

/** What is to be printed: goods in order, and the promotion whose beginning the prices are of. */
export type ChosenGoods = { readonly skus: readonly string[]; readonly promotionId: string | null };

const NOTHING: ChosenGoods = { skus: [], promotionId: null };

/** Price tags and shelf labels: choose goods, look at what they will say, save the sheet. */
export function LabelsScreen() {
  const { t } = useWords();
  return (
    <main className="page">
      <div className="inner stack">
        <h1>{t('labels.title')}</h1>
        <p className="quiet-text">{t('labels.lead')}</p>
        <OnlyFor rights={['print_labels']}>
          <LabelDesk />
        </OnlyFor>
      </div>
    </main>
  );
}

function LabelDesk() {
  const { t } = useWords();
  const [chosen, setChosen] = useState(NOTHING);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const gather = async (choice: LabelChoice) => {
    const found = await ask(core.labels.goods.query(choice));
    setRefusal(found.ok ? null : found.refusal);
    if (!found.ok) return;
    setChosen((before) => ({
      skus: [...new Set([...before.skus, ...found.value])].slice(0, LABEL_LIMITS.goods),
      promotionId: choice.by === 'promotion' ? choice.value : before.promotionId,
    }));
  };
  useAskedPromotion((value) => void gather({ by: 'promotion', value }));
  const labels = useQuery(
    reads.labels.labels.queryOptions(
      { skus: [...chosen.skus], promotionId: chosen.promotionId },
      { enabled: chosen.skus.length > 0, placeholderData: (before) => before },
    ),
  );
  const shown = chosen.skus.length > 0 && labels.data?.ok ? labels.data.value : [];
  const refused = labels.data?.ok === false ? labels.data.refusal : null;
  return (
    <>
      <Notice refusal={refusal ?? refused} />
      <div className="label-desk">
        <div className="stack">
          <LabelSources
            onChoice={(choice) => void gather(choice)}
            onSku={(sku) =>
              setChosen(({ skus, promotionId }) => ({
                skus: [...new Set([...skus, sku])].slice(0, LABEL_LIMITS.goods),
                promotionId,
              }))
            }
          />
          <LabelList
            labels={shown}
            onRemove={(sku) =>
              setChosen(({ skus, promotionId }) => ({
                skus: skus.filter((each) => each !== sku),
                promotionId,
              }))
            }
            onClear={() => setChosen(NOTHING)}
          />
          {chosen.skus.length >= LABEL_LIMITS.goods && (
            <p className="quiet-text">{t('labels.full', { count: LABEL_LIMITS.goods })}</p>
          )}
        </div>
        {shown.length > 0 && <LabelSheet chosen={chosen} onRefusal={setRefusal} />}
      </div>
    </>
  );
}

/** `#/labels?promotion=…` begins with the goods of that promotion. */
function useAskedPromotion(gather: (promotionId: string) => void): void {
  const location = useLocation();
  const asked = new URLSearchParams(location.searchStr).get('promotion');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address decides, and only when it changes
  useEffect(() => {
    if (asked) gather(asked);
  }, [asked]);
}
