import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { PaperCodeState } from '../../shared/contract/journal.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { type ScreenRefusal, screenCode } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';

type Verdict = {
  readonly state: PaperCodeState;
  readonly register: string;
  readonly seq: number;
  readonly at: number | null;
};

/** Somebody holds a receipt or a Z report in hand: is it the one the journal knows? */
export function PaperCode() {
  const { t, dayTime } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const [register, setRegister] = useState<string | null>(null);
  const [seq, setSeq] = useState('');
  const [code, setCode] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const shownRegister = register ?? session.data?.store.registerId ?? '';
  const edited = (set: (text: string) => void) => (text: string) => {
    set(text);
    setVerdict(null);
  };
  const compare = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    const paper = { register: shownRegister.trim().toUpperCase(), seq: Number(seq) };
    try {
      const found = await core.journal.comparePaper.query({ ...paper, code: code.trim() });
      setVerdict({ ...found, ...paper });
    } catch (error) {
      setRefusal(refuse(screenCode(error)).refusal);
    }
  };
  return (
    <form className="card panel books" onSubmit={(event) => void compare(event)}>
      <h2>{t('books.paperTitle')}</h2>
      <p className="quiet-text">{t('books.paperHint')}</p>
      <div className="books-paper">
        <Field
          label={t('books.paperRegister')}
          value={shownRegister}
          onText={edited(setRegister)}
          pattern="\s*[0-9A-Za-z]{2,8}\s*"
          maxLength={10}
          required
          testId={testIds.paperRegister}
        />
        <Field
          label={t('books.paperSeq')}
          value={seq}
          onText={edited(setSeq)}
          inputMode="numeric"
          pattern="[1-9][0-9]{0,9}"
          required
          testId={testIds.paperSeq}
        />
        <Field
          label={t('books.paperCode')}
          value={code}
          onText={edited(setCode)}
          pattern="\s*[0-9a-fA-F]{8,64}\s*"
          placeholder="9F3A21C7"
          required
          testId={testIds.paperCode}
        />
        <button type="submit" className="button" data-testid={testIds.paperCompare}>
          {t('books.paperCompare')}
        </button>
      </div>
      <Notice refusal={refusal} />
      {verdict && (
        <p
          className="books-verdict"
          role="status"
          data-testid={testIds.paperVerdict}
          data-state={verdict.state}
        >
          {t(`books.paper.${verdict.state}`, {
            register: verdict.register,
            seq: verdict.seq,
            at: verdict.at === null ? '' : dayTime(verdict.at),
          })}
        </p>
      )}
    </form>
  );
}
