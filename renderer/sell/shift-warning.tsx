import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';

/** Nothing happens at half past eleven, so the screen has to look by itself. */
const LOOK_EVERY_MS = 60_000;

/** The day wants to be closed: said over the cart, with the way there. Selling goes on as long as it may. */
export function ShiftWarning() {
  const { t, day } = useWords();
  const may = useMay();
  const standing = useQuery(
    reads.shift.standing.queryOptions(undefined, { refetchInterval: LOOK_EVERY_MS }),
  );
  const shift = standing.data?.shift;
  if (!shift?.warning) return null;
  return (
    <section
      className="shift-warning"
      aria-label={t('shift.toClose')}
      data-testid={testIds.shiftWarning}
      data-warning={shift.warning}
    >
      <span>{t(`shift.warning.${shift.warning}`, { day: day(shift.businessDate) })}</span>
      {may('close_shift') && (
        <a className="button" href="#/shift">
          {t('shift.toClose')}
        </a>
      )}
    </section>
  );
}
