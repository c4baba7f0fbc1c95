import { describe, expect, it } from 'vitest';
import type { Handover } from '../../shared/contract/cart.ts';
import { nextHandover } from './next-handover.ts';

function presses(needsInstall: boolean): readonly Handover[] {
  let handover: Handover = 'carry_out';
  return [1, 2, 3].map(() => {
    handover = nextHandover({ handover, needsInstall });
    return handover;
  });
}

describe('the handover key', () => {
  it('asks first for the installation of what has to be installed', () => {
    expect(presses(true)).toEqual(['deliver_install', 'deliver', 'carry_out']);
  });

  it('asks first for the delivery of everything else', () => {
    expect(presses(false)).toEqual(['deliver', 'deliver_install', 'carry_out']);
  });
});
