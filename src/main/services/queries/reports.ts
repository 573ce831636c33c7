import type { ReportOrder } from '#contract/reports.ts';
import type { KeptReport } from '#core/model/kept-report.ts';
import type { ReportDocument } from '#core/model/report.ts';
import { findingCsv } from '#core/report/finding-csv.ts';
import { coversScope, signedDocument, standingOf } from '#core/report/signing.ts';
import { type Caller, type QueryHandlers, Refused } from '../handlers.ts';
import { makeDashboard } from '../reports/dashboard.ts';
import { forgeryOf } from '../reports/forgery.ts';
import { makeHandover } from '../reports/handover.ts';
import { makeHistory } from '../reports/history.ts';
import { type ReportParts, toReport } from '../reports/maker.ts';
import { REPORT_SCHEDULE, readSchedule } from '../reports/schedule.ts';
import { makeScorecard } from '../reports/scorecard.ts';

/** Reports as of now, as far as the caller may see what they are about. */
export const createReportQueries = (
  parts: ReportParts,
): Pick<
  QueryHandlers,
  'reports.make' | 'reports.csv' | 'reports.kept' | 'reports.get' | 'reports.schedule'
> => ({
  'reports.make': async ({ order }, caller) => toReport(await makeReport(order, caller, parts)),
  'reports.schedule': () => {
    const schedule = readSchedule(parts.readModel.state(REPORT_SCHEDULE));
    return { ...schedule, handovers: [...schedule.handovers] };
  },
  'reports.kept': ({ limit }, { scope }) =>
    parts.readModel.reports.kept.newest(limit, (of) => coversScope(scope, of)).map(toKept),
  'reports.get': ({ id }, { scope }) => {
    const kept = parts.readModel.reports.kept.get(id);
    if (kept === null || !coversScope(scope, kept.scope))
      throw new Refused('not-found', `There is no report ${id}.`);
    const whyNot = forgeryOf(kept, parts.readModel.reports.trailOf(id));
    if (whyNot !== null) throw new Refused('conflict', `Report ${id} is not as it was kept: ${whyNot}`);
    const { document, ...rest } = kept;
    return { ...toKept(rest), report: toReport(signedDocument(document, kept, parts.host.timezone)) };
  },
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

/** What a report says as of now. Throws Refused. */
async function makeReport(order: ReportOrder, caller: Caller, parts: ReportParts): Promise<ReportDocument> {
  switch (order.kind) {
    case 'handover':
      return makeHandover(order, caller, parts);
    case 'history':
      return makeHistory(order, caller, parts);
    case 'scorecard':
      return makeScorecard(order, caller, parts);
    case 'dashboard':
      return makeDashboard(order, caller, parts);
  }
}

const toKept = ({ scope: _, signatures, ...report }: KeptReport) => ({
  ...report,
  standing: standingOf({ kind: report.kind, signatures }),
  signatures: signatures.map((signed) => ({ ...signed })),
});
