import type { ReportOrder } from '#contract/reports.ts';
import { historyReport } from '#core/report/history.ts';
import { dayAndTime } from '#core/report/times.ts';
import type { FindingFilter } from '#main/ports/read-model.ts';
import type { MakeReport } from './maker.ts';
import { markOf } from './maker.ts';

type Order = Extract<ReportOrder, { kind: 'history' }>;

/** So many fit a document that somebody reads; for more there is the CSV. */
const MOST_FINDINGS = 2_000;
const PAGE = 500;

/** Findings that a filter lets through, in the order of their detection. */
export const makeHistory: MakeReport<Order> = ({ filter }, caller, parts) => {
  const { readModel, clock, fleet, host, desks } = parts;
  const at = clock.now();
  const question = {
    ...{ scope: caller.scope, filter, at },
    ...(filter.desks === undefined ? {} : { among: desks.codesOf(filter.desks) }),
  };
  const total = readModel.findings
    .countBy({ ...question, by: 'type' })
    .reduce((sum, { count }) => sum + count, 0);
  const { byCode } = fleet();
  const findings = [...pages(parts.readModel, question)].map((finding) => ({
    ...finding,
    site_name: finding.site === null ? null : (byCode.get(finding.site)?.name ?? null),
  }));
  return historyReport({
    ...{ at, timezone: host.timezone, made_by: caller.actor.name, mark: markOf(parts), findings, total },
    ...{ subject: subjectOf(filter), span: spanOf(filter, host.timezone) },
  });
};

type Reads = Parameters<typeof makeHistory>[2]['readModel'];
type Question = Omit<Parameters<Reads['findings']['export']>[0], 'after' | 'limit' | 'evidence'>;

function* pages(readModel: Reads, question: Question) {
  let after: { detected_at: number; id: string } | null = null;
  for (let taken = 0; taken < MOST_FINDINGS; ) {
    const limit = Math.min(PAGE, MOST_FINDINGS - taken);
    const { findings, more } = readModel.findings.export({ ...question, after, limit, evidence: false });
    yield* findings;
    const last = findings.at(-1);
    if (!more || last === undefined) return;
    after = { detected_at: last.detected_at, id: last.id };
    taken += findings.length;
  }
}

/** What the filter asks for, in words. */
function subjectOf({ tenant, client, site, type, category, severity, status, text }: FindingFilter): string {
  const parts = [
    tenant && `tenant ${tenant}`,
    client && `client ${client}`,
    site && `site ${site}`,
    type,
    category,
    severity?.join(', '),
    status?.join(', '),
    text && `“${text}”`,
  ].filter(Boolean);
  return parts.length === 0 ? 'All findings' : parts.join(' · ');
}

function spanOf({ since, until }: FindingFilter, timezone: string): string {
  if (since === undefined && until === undefined) return 'From the beginning until now';
  const from = since === undefined ? 'From the beginning' : `Detected from ${dayAndTime(since, timezone)}`;
  return `${from} ${until === undefined ? 'until now' : `to ${dayAndTime(until, timezone)}`}`;
}
