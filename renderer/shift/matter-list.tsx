import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { useState } from 'react';
import type { OpenMatter } from '../../shared/contract/shift.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { MatterExits } from './matter-exits.tsx';

/** What is looked at for every close, in the order of the list: ticked where nothing of it is open. */
const LOOKED_AT = [
  'unsynced',
  'unprinted',
  'held_carts',
  'missing_serials',
  'backup_missing',
] as const;

/** What is not finished when a shift closes, each with what to do; then, ticked, what is. */
export function MatterList() {
  const matters = useQuery(reads.shift.matters.queryOptions());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  if (!matters.isSuccess) return <div className="card matters" />;
  const open = matters.data.filter((matter) => matter.count > 0);
  const fine = LOOKED_AT.filter((kind) => !open.some((matter) => isAbout(matter, kind)));
  return (
    <div className="stack">
      <ul className="card matters">
        {open.map((matter) => (
          <OpenLine key={matter.kind} matter={matter} onRefused={setRefusal} />
        ))}
        {fine.map((kind) => (
          <FineLine key={kind} kind={kind} />
        ))}
      </ul>
      <Notice refusal={refusal} />
    </div>
  );
}

/** The same in one line, for where something else is done. */
export function MatterLine() {
  const { t } = useWords();
  const matters = useQuery(reads.shift.matters.queryOptions());
  const count = (matters.data ?? []).filter((matter) => matter.count > 0).length;
  return (
    <p className="quiet-text">
      {count === 0 ? t('shift.allClear') : t('shift.mattersOpen', { count })}
    </p>
  );
}

function OpenLine(props: {
  readonly matter: OpenMatter;
  readonly onRefused: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const { matter } = props;
  return (
    <li data-testid={testIds.matter(matter.kind)} data-count={matter.count}>
      <span className="mark" aria-hidden="true">
        <CircleAlert size={16} />
      </span>
      <span className="list-main">
        <b>{t(`shift.matter.${matter.kind}`, { count: matter.count })}</b>
        <span className="quiet-text">
          {t(`shift.matterHint.${matter.kind}`)}
          {matter.detail !== '' && ` · ${matter.detail}`}
        </span>
      </span>
      {matter.blocks && <span className="chip needs">{t('shift.block')}</span>}
      <MatterExits kind={matter.kind} onRefused={props.onRefused} />
    </li>
  );
}

function FineLine({ kind }: { kind: (typeof LOOKED_AT)[number] }) {
  const { t } = useWords();
  const status = useQuery(reads.system.status.queryOptions());
  const isOff = kind === 'unsynced' && status.data?.sync.state === 'off';
  return (
    <li>
      <span className="mark" data-fine aria-hidden="true">
        <Check size={16} />
      </span>
      <b>{t(isOff ? 'shift.fine.notUploading' : `shift.fine.${kind}`)}</b>
    </li>
  );
}

/** What the cloud sent back is no upload that is done. */
function isAbout(matter: OpenMatter, kind: (typeof LOOKED_AT)[number]): boolean {
  return matter.kind === kind || (kind === 'unsynced' && matter.kind === 'parked');
}
