import type { ReportOrder } from '#contract/reports.ts';
import type { ReportDocument } from '#core/model/report.ts';
import type { Caller, QueryHandlers } from '../handlers.ts';
import { makeHandover } from '../reports/handover.ts';
import { makeHistory } from '../reports/history.ts';
import { type ReportParts, toReport } from '../reports/maker.ts';

/** Reports as of now, as far as the caller may see what they are about. */
export const createReportQueries = (parts: ReportParts): Pick<QueryHandlers, 'reports.make'> => ({
  'reports.make': async ({ order }, caller) => toReport(await made(order, caller, parts)),
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
