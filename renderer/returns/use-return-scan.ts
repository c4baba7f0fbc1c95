import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { playSound } from '../client/sounds.ts';
import { useWedge } from '../client/use-wedge.ts';

/**
 * A scan on the returns screen: `takes` may keep it (a serial number of the sale in sight); else a receipt, a
 * return slip or a serial number opens its sale. A code that leads to none, or to several, is handed to `elsewhere`.
 */
export function useReturnScan(
  onFound: (saleId: string) => void,
  isOn: boolean,
  takes: (code: string) => boolean = () => false,
  elsewhere: (code: string) => void = () => playSound('bad'),
): void {
  const hear = async (code: string) => {
    if (takes(code)) return playSound('good');
    const found = await core.returns.find.query({ text: code, limit: 1 }).catch(() => null);
    const [sale] = found?.sales ?? [];
    if (!found?.isExact || !sale) return elsewhere(code);
    playSound('good');
    onFound(sale.saleId);
  };
  useWedge({
    onScan: (code, _, takeOut) => {
      if (!isOn || isDialogOpen()) return;
      takeOut();
      void hear(code);
    },
    onKey: () => undefined,
  });
  useCoreEvent((event) => {
    if (event.type === 'scan.received' && isOn && !isDialogOpen()) void hear(event.code);
  });
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
