import { useState } from 'react';
import type { HealthExit } from '../../shared/contract/health.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';

/** Exits that lead to another screen. */
const PLACES: Partial<Readonly<Record<HealthExit, string>>> = {
  backup: '#/backup',
  print_jobs: '#/settings?part=jobs',
  printer_settings: '#/settings',
  cloud_settings: '#/settings',
};

/** The way out of a line that is not green: a link to where it is put right, or a button that does it here. */
export function HealthExitButton({ exit, again }: { exit: HealthExit; again: () => void }) {
  const { t } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const place = PLACES[exit];
  const words = t(`health.exits.${exit}`);
  if (place !== undefined) {
    return (
      <a className="button" href={place} data-testid={testIds.healthExit(exit)}>
        {words}
      </a>
    );
  }
  const act = async () => {
    const answer = await done(exit);
    setRefusal(answer.ok ? null : answer.refusal);
    again();
  };
  return (
    <span className="stack">
      <button
        type="button"
        className="button"
        data-testid={testIds.healthExit(exit)}
        onClick={() => void act()}
      >
        {words}
      </button>
      <Notice refusal={refusal} />
    </span>
  );
}

async function done(exit: HealthExit) {
  if (exit === 'check_database') return ask(core.health.checkDatabase.mutate());
  if (exit === 'verify_journal') return ask(core.journal.verify.mutate());
  if (exit === 'send_again') return ask(core.sync.sendAgain.mutate({ factIds: null }));
  return { ok: true, value: null } as const;
}
