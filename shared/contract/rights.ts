/** Everything a person may be allowed to do. A procedure names the right it needs; the router refuses the rest. */
export const RIGHTS = [
  'sell',
  'take_payment',
  'practise',
  'price_override',
  'manual_discount',
  'below_floor',
  'clear_cart',
  'reprint',
  'no_sale',
  'open_shift',
  'close_shift',
  'accept_over_short',
  'move_cash',
  'return_goods',
  'take_deposit',
  'claim_subsidy',
  'manage_promotions',
  'override_promotion',
  'see_board',
  'print_labels',
  'close_period',
  'see_reports',
  'see_margin',
  'export_data',
  'manage_backup',
  'restore_backup',
  'archive_journal',
  'import_prices',
  'edit_items',
  'edit_settings',
  'edit_staff',
  'reveal_personal_data',
] as const;
export type Right = (typeof RIGHTS)[number];

export type Role = 'cashier' | 'manager' | 'owner' | 'trainer';

/** What a role may do alone. `discountRate` is the largest manual discount in ten-thousandths of the list amount. */
export type RoleGrant = {
  readonly rights: ReadonlySet<Right>;
  readonly discountRate: number;
  /** The most a person may pay out and refund in a shift without approval, in fen. */
  readonly payOutFen: number;
};

const TRAINER: readonly Right[] = [
  'sell',
  'practise',
  'manual_discount',
  'price_override',
  'clear_cart',
];
const CASHIER: readonly Right[] = [
  'sell',
  'take_payment',
  'manual_discount',
  'price_override',
  'clear_cart',
  'reprint',
  'open_shift',
  'close_shift',
  'move_cash',
  'return_goods',
  'take_deposit',
  'claim_subsidy',
  'see_board',
  'print_labels',
];
const MANAGER: readonly Right[] = [
  ...CASHIER,
  'below_floor',
  'manage_promotions',
  'override_promotion',
  'no_sale',
  'accept_over_short',
  'close_period',
  'see_reports',
  'export_data',
  'manage_backup',
  'import_prices',
  'edit_items',
  'edit_settings',
  'reveal_personal_data',
];

export const ROLE_GRANTS: Readonly<Record<Role, RoleGrant>> = {
  // Somebody in training does all but take money: what they ring up is practice from its first line on.
  trainer: { rights: new Set(TRAINER), discountRate: 0, payOutFen: 0 },
  cashier: { rights: new Set(CASHIER), discountRate: 300, payOutFen: 50_000 },
  manager: { rights: new Set(MANAGER), discountRate: 1000, payOutFen: 10_000_000_000 },
  owner: {
    rights: new Set(RIGHTS.filter((right) => right !== 'practise')),
    discountRate: 10_000,
    payOutFen: 10_000_000_000,
  },
};

/** Whether what this role rings up is practice: no sale, no stock, no cash. */
export function isInTraining(role: Role): boolean {
  return ROLE_GRANTS[role].rights.has('practise');
}
