import { z } from 'zod';

/** What the shop means to sell on one day, in fen; 0 takes it back and the month's daily target holds again. */
export const dayTargetInput = z.object({ targetFen: z.number().int().min(0).max(10_000_000_000) });

/** How many deliveries and installations the crew can do in half a day; 0: nobody said. */
export const crewCapacityInput = z.object({ ticketCount: z.number().int().min(0).max(999) });

/** The campaign that most of the running promotions belong to; its name is empty where they belong to none. */
export type BoardCampaign =
  | { readonly state: 'running'; readonly name: string; readonly promotionCount: number }
  | { readonly state: 'coming'; readonly name: string; readonly startsAt: number }
  | { readonly state: 'none' };

/** Takings of one hour of the shop's clock. `targetFen` is `null` where no target is set. */
export type BoardHour = {
  readonly hour: string; // '00' … '23'
  readonly netFen: number;
  readonly targetFen: number | null;
  readonly when: 'past' | 'running' | 'coming';
};

/** What a brand or a category took in; `name` is `null` for all the others together. */
export type BoardShare = {
  readonly name: string | null;
  readonly unitCount: number;
  readonly netFen: number;
};

/** What is left of a limited promotion. */
export type BoardFlash = {
  readonly promotionId: string;
  /** The good where it is for one, else the promotion's name. */
  readonly title: string;
  readonly priceFen: number | null;
  readonly state: 'running' | 'coming' | 'sold_out';
  /** When it ends, or begins where it is still to come (epoch ms). */
  readonly changesAt: number;
  readonly isWholeDay: boolean;
  readonly leftCount: number;
  readonly totalCount: number;
  readonly isScarce: boolean; // a fifth or less is left
};

/** Tickets promised for half a day that are still to be done. */
export type BoardHalfDay = {
  readonly date: string;
  readonly slot: 'morning' | 'afternoon' | 'evening';
  readonly ticketCount: number;
};

export type BoardRegister = {
  readonly registerId: string;
  readonly state: 'selling' | 'counting' | 'closed';
  readonly saleCount: number;
  readonly lastSaleAt: number | null;
  /** From the first line of a cart to its payment, on average today; `null` before the first sale. */
  readonly averageMs: number | null;
};

/** Everything on the board of a promotion day, as one moment: figures, and what of them nobody knows. */
export type BoardView = {
  readonly at: number;
  readonly businessDate: string;
  readonly store: string;
  readonly campaign: BoardCampaign;
  readonly takings: {
    readonly netFen: number; // less what came back
    readonly saleCount: number;
    /** `day` set for this day, `month` the month's daily one; `null`: nobody set one. */
    readonly target: { readonly fen: number; readonly from: 'day' | 'month' } | null;
    /** What the target asks for by now, as it is spread over the hours. */
    readonly dueByNowFen: number | null;
    readonly lastYear: { readonly byNowFen: number; readonly dayFen: number } | null;
  };
  readonly hours: readonly BoardHour[];
  /** How the target is spread: by the hours of this many own days, or evenly where there are too few (0). */
  readonly curveDays: number;
  readonly brands: readonly BoardShare[];
  readonly categories: readonly BoardShare[];
  readonly flash: readonly BoardFlash[];
  readonly queue: {
    readonly halfDays: readonly BoardHalfDay[];
    readonly capacity: number | null;
  };
  readonly registers: readonly BoardRegister[];
  readonly printer: 'ready' | 'trouble';
};
