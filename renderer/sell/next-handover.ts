import { type CartLineView, HANDOVERS, type Handover } from '../../shared/contract/cart.ts';

/** What is installed is hardly ever only delivered: for such goods one press asks for both. */
const WITH_INSTALLATION: readonly Handover[] = ['carry_out', 'deliver_install', 'deliver'];

/** What the next press of the handover key makes of a line; the last one leads back to the first. */
export function nextHandover(line: Pick<CartLineView, 'handover' | 'needsInstall'>): Handover {
  const order = line.needsInstall ? WITH_INSTALLATION : HANDOVERS;
  return order[(order.indexOf(line.handover) + 1) % order.length] ?? 'carry_out';
}
