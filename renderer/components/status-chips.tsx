import { useQuery } from '@tanstack/react-query';
import { DISK_WARN_BYTES } from '../../shared/contract/health.ts';
import type { SystemStatus } from '../../shared/contract/system.ts';
import { byteWords } from '../../shared/i18n/byte-words.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { useFaultWords } from './fault-words.ts';
import { StatusChip } from './status-chip.tsx';
import { SyncChip } from './sync-chip.tsx';

const WAITING_LOOK_MS = 20_000;

/** Quiet when all is well; else the one thing that is not, with what to do a click away. */
export function StatusChips() {
  const status = useQuery({
    ...reads.system.status.queryOptions(),
    // Nothing happens while facts wait, so no event says that they have waited for long.
    refetchInterval: ({ state }) => (state.data?.sync.waiting ? WAITING_LOOK_MS : false),
  });
  if (!status.data) return null;
  return (
    <>
      <PrinterChip printer={status.data.printer} />
      <SyncChip sync={status.data.sync} now={status.data.now} />
      {status.data.scanner.state === 'lost' && <ScannerChip />}
      <DiskChip freeBytes={status.data.disk.freeBytes} />
    </>
  );
}

function PrinterChip({ printer }: { printer: SystemStatus['printer'] }) {
  const { t } = useWords();
  const faultWords = useFaultWords();
  const isTrouble = printer.state === 'trouble' || printer.stuckCount > 0;
  return (
    <StatusChip
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
    </StatusChip>
  );
}

/** Only while the disk fills up: with little left a sale may no longer be written. */
function DiskChip({ freeBytes }: { freeBytes: number | null }) {
  const { t } = useWords();
  if (freeBytes === null || freeBytes >= DISK_WARN_BYTES) return null;
  return (
    <StatusChip testId={testIds.statusDisk} tone="needs" label={t('status.diskLow')}>
      <p>{t('health.diskNotice', { size: byteWords(freeBytes) })}</p>
      <a className="button" href="#/health">
        {t('health.seeHealth')}
      </a>
    </StatusChip>
  );
}

function ScannerChip() {
  const { t } = useWords();
  return (
    <StatusChip testId={testIds.statusScanner} tone="needs" label={t('status.scannerLost')}>
      <p>{t('status.scannerLostHint')}</p>
    </StatusChip>
  );
}
