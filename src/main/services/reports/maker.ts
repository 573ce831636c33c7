import type { Report } from '#contract/reports.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { ReportDocument } from '#core/model/report.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import type { Caller, QueryHandlers } from '../handlers.ts';
import type { HostFacts } from '../queries/engine.ts';

/** What reports are made from: what the screens read, and nothing else. */
export type ReportParts = {
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly desks: DeskView;
  readonly host: Pick<HostFacts, 'timezone' | 'demo'>;
  readonly archive: ArchiveReads;
  /** Queries that a report shares with a screen. */
  readonly asked: Pick<
    QueryHandlers,
    'maintenance.calendar' | 'findings.export' | 'indicators.get' | 'indicators.sites'
  >;
};

/** Gathers the facts of one kind of report, as far as the caller may see them, and writes it. Throws Refused. */
export type MakeReport<Order> = (
  order: Order,
  caller: Caller,
  parts: ReportParts,
) => ReportDocument | Promise<ReportDocument>;

/** What stands on every page. */
export const markOf = ({ host }: ReportParts): string | null => (host.demo ? 'SAMPLE DATA' : null);

/** The document as it crosses to a screen: the contract's type is the same one, but that its lists may be written to. */
export const toReport = (document: ReportDocument): Report => document as Report;
