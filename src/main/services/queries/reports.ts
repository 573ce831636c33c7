import type { ReportOrder } from '#contract/reports.ts';
import type { ReportDocument } from '#core/model/report.ts';
import { findingCsv } from '#core/report/finding-csv.ts';
import type { Caller, QueryHandlers } from '../handlers.ts';
import { makeHandover } from '../reports/handover.ts';
import { makeHistory } from '../reports/history.ts';
import { type ReportParts, toReport } from '../reports/maker.ts';

/** Reports as of now, as far as the caller may see what they are about. */
export const createReportQueries = (
  parts: ReportParts,
): Pick<QueryHandlers, 'reports.make' | 'reports.csv'> => ({
  'reports.make': async ({ order }, caller) => toReport(await made(order, caller, parts)),
  'reports.csv': async ({ filter, after, limit }, caller) => {
    const { findings, more } = await parts.asked['findings.export'](
      { filter, after, limit, evidence: false },
      caller,
    );
    const last = findings.at(-1);
    return {
      text: findingCsv(findings, after === null),
      next: more && last !== undefined ? { detected_at: last.detected_at, id: last.id } : null,
    };
  },
});

function made(
  order: ReportOrder,
  caller: Caller,
  parts: ReportParts,
): ReportDocument | Promise<ReportDocument> {
  switch (order.kind) {
    case 'handover':
      return makeHandover(order, caller, parts);
    case 'history':
      return makeHistory(order, caller, parts);
  }
}
