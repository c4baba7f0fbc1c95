import {
  DISK_RED_BYTES,
  DISK_WARN_BYTES,
  type HealthExit,
  type HealthFacts,
  type HealthLine,
  type HealthState,
  type HealthTone,
  type HealthTopic,
} from '../../../shared/contract/health.ts';

const DAY_MS = 86_400_000;
/** A check that is older says little about today. */
const CHECK_DAYS = 31;
const REHEARSAL_DAYS = 92;
/** What waits for the cloud: a day is a bad line, half a week is a line nobody looks after. */
const WAIT_AMBER_MS = 2 * 3_600_000;
const WAIT_RED_MS = 3 * DAY_MS;
/** A wall clock that stands further before the last entry was set back. */
const BEHIND_MS = 120_000;
export const STORE_ZONE = 'Asia/Shanghai';
/** Zones with the same time all year. */
const SAME_TIME: ReadonlySet<string> = new Set([
  STORE_ZONE,
  ...['PRC', 'Asia/Chongqing', 'Asia/Chungking', 'Asia/Harbin', 'Asia/Hong_Kong', 'Asia/Macau'],
  ...['Asia/Taipei', 'Asia/Singapore', 'Etc/GMT-8'],
]);

type Said = Omit<HealthLine, 'topic'>;
type Params = HealthLine['params'];

/** How the store's machine and data are, one line a topic; what is not green says what to do. */
export function healthLines(facts: HealthFacts): readonly HealthLine[] {
  const lines: Readonly<Record<HealthTopic, Said>> = {
    disk: disk(facts),
    database: database(facts),
    journal: journal(facts),
    backup: backup(facts),
    rehearsal: rehearsal(facts),
    clock: clock(facts),
    zone: SAME_TIME.has(facts.zone)
      ? green('zoneFine')
      : amber('zoneOther', 'look_again', { zone: facts.zone }),
    printer: printer(facts),
    scanner: scanner(facts),
    upload: upload(facts),
    cloudJournal: cloudJournal(facts),
    versions: green('versionsKnown', { ...facts.versions }),
    data: green('dataKnown', { ...facts.data }),
  };
  // The topics are the record's own keys, in the order they are written above.
  return Object.entries(lines).map(([topic, said]) => ({ topic: topic as HealthTopic, ...said }));
}

/** The worst of some lines. */
export function worstTone(lines: readonly Pick<HealthLine, 'tone'>[]): HealthTone {
  const worst = (tone: HealthTone) => lines.some((line) => line.tone === tone);
  return worst('red') ? 'red' : worst('amber') ? 'amber' : 'green';
}

function disk({ freeBytes }: HealthFacts): Said {
  if (freeBytes === null) return amber('diskUnknown', 'look_again');
  const params = { bytes: freeBytes };
  if (freeBytes < DISK_RED_BYTES) return red('diskFull', 'look_again', params);
  if (freeBytes < DISK_WARN_BYTES) return amber('diskLow', 'look_again', params);
  return green('diskFine', params);
}

function database({ database: check, now }: HealthFacts): Said {
  if (check.state === 'corrupt')
    return red('databaseCorrupt', 'backup', { what: check.faults[0] ?? '' });
  if (check.state === 'checking' || check.state === 'running') return green('databaseChecking');
  if (check.state === 'unchecked') return amber('databaseUnchecked', 'check_database');
  const [hint] = check.hints ?? [];
  if (hint !== undefined) return amber('databaseHints', 'check_database', { what: hint });
  const params = { at: check.at };
  return isOlder(now, check.at, CHECK_DAYS)
    ? amber('databaseOld', 'check_database', params)
    : green('databaseGood', params);
}

function journal({ journal: standing, lastSeq, now }: HealthFacts): Said {
  const bad = standing.verdict?.firstBad;
  if (bad) return red('journalBad', 'verify_journal', { register: bad.register, seq: bad.seq });
  if (standing.running === 'verify') return green('journalChecking');
  if (!standing.verdict || standing.checkedAt === null) {
    return amber('journalUnchecked', 'verify_journal', { seq: lastSeq });
  }
  const checked = Math.max(0, ...standing.verdict.chains.map(({ toSeq }) => toSeq));
  const params = { seq: checked, at: standing.checkedAt };
  return isOlder(now, standing.checkedAt, CHECK_DAYS)
    ? amber('journalOld', 'verify_journal', params)
    : green('journalGood', params);
}

function backup({ backup: status }: HealthFacts): Said {
  if (status === null) return amber('backupUnknown', 'backup');
  if (status.standing === 'off') return amber('backupOff', 'backup');
  const at = status.lastSuccess?.at ?? 0;
  const params = { folder: status.folder ?? '', at };
  if (status.standing === 'good') return green('backupGood', params);
  // Without any good copy the next broken disk takes everything.
  const tone = status.lastSuccess === null ? red : amber;
  if (status.target === 'missing') return tone('backupMissing', 'backup', params);
  return status.standing === 'late'
    ? amber('backupLate', 'backup', params)
    : red('backupFailing', 'backup', params);
}

function rehearsal({ backup: status, now }: HealthFacts): Said {
  const last = status?.lastRehearsal ?? null;
  if (last === null) return amber('rehearsalNever', 'backup');
  const params = { at: last.at };
  if (!last.ok) return red('rehearsalBad', 'backup', params);
  return isOlder(now, last.at, REHEARSAL_DAYS)
    ? amber('rehearsalOld', 'backup', params)
    : green('rehearsalGood', params);
}

function clock({ now, lastEntryAt, clockJumps }: HealthFacts): Said {
  if (lastEntryAt !== null && now < lastEntryAt - BEHIND_MS) {
    return red('clockBehind', 'look_again', { now, at: lastEntryAt });
  }
  if (clockJumps > 0) return amber('clockJumped', 'look_again', { count: clockJumps });
  return green('clockFine', { now });
}

function printer({ printer: status, isVirtualPrinter }: HealthFacts): Said {
  if (status === null) return green('printerFine', { name: '' });
  if (status.stuckCount > 0)
    return amber('printerStuck', 'print_jobs', { count: status.stuckCount });
  if (status.state === 'trouble')
    return amber('printerTrouble', 'printer_settings', { fault: status.fault ?? '' });
  return isVirtualPrinter
    ? green('printerVirtual')
    : green('printerFine', { name: status.describe });
}

function scanner({ scanner: state }: HealthFacts): Said {
  if (state === 'lost') return amber('scannerLost', 'printer_settings');
  return green(state === 'ready' ? 'scannerFine' : 'scannerKeys');
}

function upload({ sync, now }: HealthFacts): Said {
  if (sync.parked > 0) return amber('uploadParked', 'send_again', { count: sync.parked });
  if (sync.state === 'off') return amber('uploadOff', 'cloud_settings', { count: sync.waiting });
  if (sync.waiting === 0 || sync.oldestWaitingAt === null) return green('uploadFine');
  const params = { count: sync.waiting, at: sync.oldestWaitingAt };
  const waitedMs = now - sync.oldestWaitingAt;
  if (waitedMs > WAIT_RED_MS) return red('uploadLong', 'cloud_settings', params);
  return waitedMs > WAIT_AMBER_MS
    ? amber('uploadLong', 'send_again', params)
    : green('uploadWaiting', params);
}

function cloudJournal({ sync, now, oldestUnackedAt }: HealthFacts): Said {
  const { fork, seq, ackedSeq } = sync.journal;
  if (fork)
    return red('cloudJournalFork', 'verify_journal', { register: fork.registerId, seq: fork.seq });
  if (sync.state === 'off') return amber('cloudJournalOff', 'cloud_settings');
  if (oldestUnackedAt === null) return green('cloudJournalFine', { seq: ackedSeq });
  const params = { count: Math.max(seq - ackedSeq, 1), at: oldestUnackedAt };
  const waitedMs = now - oldestUnackedAt;
  if (waitedMs > WAIT_RED_MS) return red('cloudJournalLong', 'cloud_settings', params);
  return waitedMs > WAIT_AMBER_MS
    ? amber('cloudJournalLong', 'send_again', params)
    : green('cloudJournalBehind', params);
}

function isOlder(now: number, at: number, days: number): boolean {
  return now - at > days * DAY_MS;
}

function green(state: HealthState, params: Params = {}): Said {
  return { state, tone: 'green', params, exit: null };
}

function amber(state: HealthState, exit: HealthExit, params: Params = {}): Said {
  return { state, tone: 'amber', params, exit };
}

function red(state: HealthState, exit: HealthExit, params: Params = {}): Said {
  return { state, tone: 'red', params, exit };
}
