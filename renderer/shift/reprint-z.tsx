import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

/** Prints a closed day's report once more, as a copy that says so. */
export function ReprintZ(props: { readonly zNumber: number; readonly registerId?: string }) {
  const { zNumber, registerId } = props; // no register: the present one
  const { t } = useWords();
  const may = useMay();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  if (!may('reprint')) return null;
  const reprint = async () => {
    const answer = await ask(core.printing.reprintZ.mutate({ zNumber, registerId }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('sell.reprinted'));
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid={testIds.reprintZ}
        onClick={() => void reprint()}
      >
        {t('shift.reprintZ')}
      </button>
      <Notice refusal={refusal} />
    </>
  );
}
