import type { ZReport } from './z-report.ts';

/**
 * A report with its people named. The journal keeps it with their staff ids alone, since a person may ask to be
 * forgotten; paper and screen show names. A text that is nobody's id stays as it is.
 */
export function namedReport(report: ZReport, nameOf: (staffId: string) => string): ZReport {
  const { cash } = report;
  const named = (staffId: string | null) => (staffId === null ? null : nameOf(staffId));
  return {
    ...report,
    openedBy: nameOf(report.openedBy),
    closedBy: nameOf(report.closedBy),
    approvedBy: named(report.approvedBy),
    operators: report.operators?.map(nameOf) ?? null,
    shifts: report.shifts?.map((one) => ({ ...one, openedBy: nameOf(one.openedBy) })) ?? null,
    cash: cash && {
      ...cash,
      handovers: cash.handovers.map((one) => ({
        ...one,
        outBy: nameOf(one.outBy),
        inBy: named(one.inBy),
      })),
      recounts: cash.recounts.map((one) => ({ ...one, by: nameOf(one.by) })),
    },
  };
}
