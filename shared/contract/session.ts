import { z } from 'zod';
import type { Role } from './rights.ts';

export const signInInput = z.object({
  staffId: z.string().min(1).max(64),
  pin: z.string().min(4).max(12),
});

/** First start of a real store: who owns it. Refused once a person exists. */
export const setUpInput = z.object({
  storeName: z.string().trim().min(1).max(40),
  branch: z.string().trim().max(40),
  address: z.string().trim().max(80),
  phone: z.string().trim().max(20),
  ownerName: z.string().trim().min(1).max(20),
  pin: z.string().regex(/^\d{4,12}$/),
});

/** A person as the sign-in screen and the approval dialog show them. `demoPin` only in the demo store. */
export type StaffCard = {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
  readonly demoPin: string | null;
};

export type StoreCard = {
  readonly storeId: string;
  readonly name: string;
  readonly branch: string;
  readonly address: string;
  readonly phone: string;
  readonly registerId: string;
  readonly isDemo: boolean;
};

/** What the screen must know first: `needs_set_up` and `signed_out` carry no till. */
export type SessionState = {
  readonly state: 'needs_set_up' | 'signed_out' | 'locked' | 'signed_in';
  readonly store: StoreCard;
  readonly staff: StaffCard | null;
  /** The person's manual discount limit in ten-thousandths; 0 when nobody is signed in. */
  readonly discountRate: number;
  readonly rights: readonly string[];
  readonly shiftState: 'none' | 'open' | 'counting';
  readonly autoLockMinutes: number;
  readonly version: string;
};

export type SignInValue = { readonly token: string; readonly session: SessionState };
