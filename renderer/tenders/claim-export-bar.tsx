import { useState } from 'react';
import type { ClaimState } from '../../shared/domain/tender/claim-state.ts';
import { businessDate } from '../../shared/kernel/business-date.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { saveFile } from '../documents/save-file.ts';

/** The claims of some days as a file for the authority, with people in clear. */
export function ClaimExport({ state }: { readonly state: ClaimState }) {
  const { t } = useWords();
  const today = businessDate(Date.now(), 0);
  const [from, setFrom] = useState(`${today.slice(0, 7)}-01`);
  const [to, setTo] = useState<string>(today);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const save = async () => {
    const answer = await ask(core.subsidy.export.mutate({ from, to, state }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    saveFile(answer.value.name, 'text/csv', answer.value.base64);
    toast(t('tenders.exported', { count: answer.value.rowCount }));
  };
  return (
    <section className="card detail">
      <div className="row wrap claim-export">
        <Field label={t('tenders.from')} value={from} onText={setFrom} type="date" />
        <Field label={t('tenders.to')} value={to} onText={setTo} type="date" />
        <button
          type="button"
          className="button"
          data-testid={testIds.claimExport}
          onClick={() => void save()}
        >
          {t('tenders.export')} · {t(`tenders.claimState.${state}`)}
        </button>
      </div>
      <p className="quiet-text">{t('tenders.exportHint')}</p>
      <Notice refusal={refusal} />
    </section>
  );
}
