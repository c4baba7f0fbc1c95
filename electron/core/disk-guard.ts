/** Long enough for the answer to leave; until the store is open anew, nothing is sold. */
const REOPEN_AFTER_MS = 200;

export type DiskGuard = {
  /** Whether a write has failed so that what SQLite holds in memory can no longer be trusted. */
  readonly isFailing: () => boolean;
  /** The disk could not read, write or sync: the store is closed and opened anew, once. */
  readonly failed: () => void;
};

/**
 * After a failed sync the system may take pages for written that are not, so a later sync that works proves nothing:
 * only what is read again from the disk counts. A host that cannot open the store anew leaves it to a person.
 */
export function createDiskGuard(restart: (() => void) | null): DiskGuard {
  let isFailing = false;
  return {
    isFailing: () => isFailing,
    failed: () => {
      if (isFailing) return;
      isFailing = true;
      if (restart) setTimeout(restart, REOPEN_AFTER_MS);
    },
  };
}
