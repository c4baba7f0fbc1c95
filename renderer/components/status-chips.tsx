import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { SystemStatus } from '../../shared/contract/system.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { useFaultWords } from './fault-words.ts';
import { overlayHome } from './overlay-home.ts';

/** Quiet when all is well; else the one thing that is not, with what to do a click away. */
export function StatusChips() {
  const status = useQuery(reads.system.status.queryOptions());
  if (!status.data) return null;
  return (
    <>
      <PrinterChip printer={status.data.printer} />
      <SyncChip sync={status.data.sync} />
      {status.data.scanner.state === 'lost' && <ScannerChip />}
    </>
  );
}

function PrinterChip({ printer }: { printer: SystemStatus['printer'] }) {
  const { t } = useWords();
  const faultWords = useFaultWords();
  const isTrouble = printer.state === 'trouble' || printer.stuckCount > 0;
  return (
    <Chip
      testId={testIds.statusPrinter}
      tone={isTrouble ? 'needs' : 'fine'}
      label={t(isTrouble ? 'status.printerTrouble' : 'status.printer')}
    >
      <p>{printer.fault ? faultWords(printer.fault) : t('status.printerFine')}</p>
      <p className="quiet-text">
        {printer.describe === 'virtual' ? t('settings.transports.virtual') : printer.describe}
      </p>
      {printer.stuckCount > 0 && (
        <>
          <p>{t('status.stuck', { count: printer.stuckCount })}</p>
          <a className="button" href="#/settings?part=jobs">
            {t('status.seeJobs')}
          </a>
        </>
      )}
    </Chip>
  );
}

function SyncChip({ sync }: { sync: SystemStatus['sync'] }) {
  const { t, dayTime } = useWords();
  const words = syncWords(sync);
  return (
    <Chip
      testId={testIds.statusSync}
      tone={words.tone}
      label={t(words.label, { count: words.count })}
    >
      <p>{t(words.hint)}</p>
      {sync.oldestWaitingAt !== null && sync.waiting > 0 && (
        <p className="quiet-text">{t('status.since', { time: dayTime(sync.oldestWaitingAt) })}</p>
      )}
    </Chip>
  );
}

function syncWords(sync: SystemStatus['sync']) {
  if (sync.parked > 0) {
    return {
      tone: 'needs',
      label: 'status.syncParked',
      hint: 'status.syncParkedHint',
      count: sync.parked,
    } as const;
  }
  if (sync.state === 'off') {
    return { tone: 'off', label: 'status.syncOff', hint: 'status.syncOffHint', count: 0 } as const;
  }
  if (sync.waiting > 0) {
    return {
      tone: sync.state === 'unreachable' ? 'needs' : 'fine',
      label: 'status.syncWaiting',
      hint: 'status.syncWaitingHint',
      count: sync.waiting,
    } as const;
  }
  return { tone: 'fine', label: 'status.syncFine', hint: 'status.syncFineHint', count: 0 } as const;
}

function ScannerChip() {
  const { t } = useWords();
  return (
    <Chip testId={testIds.statusScanner} tone="needs" label={t('status.scannerLost')}>
      <p>{t('status.scannerLostHint')}</p>
    </Chip>
  );
}

function Chip(props: {
  readonly testId: string;
  readonly tone: 'fine' | 'needs' | 'off';
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <DialogTrigger>
      <Button className="status-chip" data-testid={props.testId} data-tone={props.tone}>
        <span className="pill">
          <i className="dot" aria-hidden="true" />
          {props.label}
        </span>
      </Button>
      <Popover className="popover" placement="bottom end" UNSTABLE_portalContainer={overlayHome()}>
        <Dialog aria-label={props.label} data-testid={testIds.statusPopover}>
          <div className="stack">{props.children}</div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
