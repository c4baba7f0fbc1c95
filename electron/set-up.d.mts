/** Something the person must put right; its message is all they need to read. */
export class SetUpRefusal extends Error {}

/** Refuses a Node or npm that cannot do the set-up. */
export function checkTools(node?: string, userAgent?: string): void;

/** What a failed `npm ci` means for the person in front of it. */
export function installFailure(output: string): string;

/** The same for a host that ended because of a damaged installation; `null` when it ended for another reason. */
export function damageIn(output: string): string | null;
