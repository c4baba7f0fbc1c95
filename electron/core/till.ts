import type { Role } from '../../shared/contract/rights.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import type { RegisterId, StaffId } from '../../shared/kernel/ids.ts';
import type { Database } from './db/open.ts';
import type { Clock, Random } from './ports.ts';

/** Keys that live beside the database in a file of mode 0600, never in it, the log or the repository. */
export type Secrets = {
  readonly pinPepper: Uint8Array;
  readonly fieldKey: Uint8Array; // AES-256-GCM for personal data
  readonly lookupKey: Uint8Array; // HMAC-SHA256 for phone look-ups and ticket codes
  readonly signingKey: Uint8Array | null; // Ed25519, PKCS8; null where an older store is only read
};

/** What every feature's plain functions work with. */
export type Till = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly registerId: RegisterId;
  readonly version: string;
  readonly secrets: Secrets;
  readonly announce: (event: CoreEvent) => void;
};

/** The person who acts, or who approves one action. */
export type Actor = {
  readonly staffId: StaffId;
  readonly name: string;
  readonly role: Role;
};

/** Who does something, and who else allowed it: a verified approval for exactly the action at hand. */
export type Deed = {
  readonly by: Actor;
  readonly approvedBy: Actor | null;
};
