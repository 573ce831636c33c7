import type { ReportOrder } from '#contract/reports.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { ReportDocument } from '#core/model/report.ts';
import { type EpochMs, HOUR } from '#core/model/time.ts';
import { dueReports } from '#core/report/due-reports.ts';
import type { Zone } from '#core/schedule/local-time.ts';
import type { PrintReport, SaveFile } from '#main/ports/print-report.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import { type KeepingParts, keepReport } from '#main/services/reports/keep.ts';
import { REPORT_SCHEDULE, readSchedule } from '#main/services/reports/schedule.ts';
import type { UpkeepJob } from '../job.ts';

/** Named value of the engine: up to when reports were made. */
const LAST_AT = 'reports.last_at';

export type ReportJobParts = KeepingParts & {
  /** Of the installation. */
  readonly zone: Zone;
  readonly print: PrintReport;
  readonly save: SaveFile;
};

/** Every hour: the reports that fall due are made and kept, and written into a folder where one was chosen. One that fails stops no other. */
export const reportsJob = (parts: ReportJobParts): UpkeepJob => ({
  name: 'reports',
  action: 'reports.made',
  schedule: { minute: 2 },
  *run({ store, fleet }, at) {
    const schedule = readSchedule(store.state.get(REPORT_SCHEDULE));
    // A first run makes nothing of the past.
    const last = Number(store.state.get(LAST_AT) ?? at - HOUR);
    const orders = ordersOf(dueReports(schedule, { last, now: at }, parts.zone), fleet());
    store.transaction(() => store.state.set(LAST_AT, String(at)));
    const problems: string[] = [];
    for (const order of orders)
      yield makeOne(parts, order, schedule.folder).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        problems.push(
          `The ${order.kind}${'client' in order ? ` of ${order.client}` : ''} was not made: ${why}`,
        );
      });
    return { numbers: { made: orders.length - problems.length, problems: problems.length }, problems };
  },
});

function ordersOf(
  { months, shift_from }: ReturnType<typeof dueReports>,
  { sites }: Fleet,
): readonly ReportOrder[] {
  const handover = shift_from === null ? [] : [{ kind: 'handover' as const, since: shift_from }];
  const clients = new Map(sites.map(({ tenant, client }) => [`${tenant}/${client}`, { tenant, client }]));
  const scorecards = months.flatMap((month) =>
    [...clients.values()].map((client) => ({ kind: 'scorecard' as const, ...client, month })),
  );
  return [...handover, ...scorecards];
}

async function makeOne(parts: ReportJobParts, order: ReportOrder, folder: string | null): Promise<void> {
  const { document } = await keepReport(parts, order, PROGRAM);
  if (folder === null) return;
  await parts.save(folder, nameOf(document, parts.clock.now()), await parts.print(document, 'pdf'));
}

/** `2026-12-01 Monthly scorecard RIVERBANK.pdf`; what no file name may hold is a line. */
export function nameOf({ title, subject }: ReportDocument, at: EpochMs): string {
  const stamp = new Date(at).toISOString().slice(0, 16).replace('T', ' ').replace(':', '');
  return `${stamp} ${title} ${subject.replace(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, 80)}.pdf`;
}
