import type { Answer } from '#contract/index.ts';
import type { ReportOrder } from '#contract/reports.ts';
import type { Finding } from '#core/model/finding.ts';
import { historyReport } from '#core/report/history.ts';
import { dayAndTime } from '#core/report/times.ts';
import type { FindingFilter } from '#main/ports/read-model.ts';
import type { Caller } from '../handlers.ts';
import { archivedFindings } from '../queries/archived.ts';
import type { MakeReport, ReportParts } from './maker.ts';
import { markOf } from './maker.ts';

type Order = Extract<ReportOrder, { kind: 'history' }>;

/** So many fit a document that somebody reads; for more there is the CSV. */
const MOST_FINDINGS = 2_000;
const PAGE = 500;

/** Findings that a filter lets through, in the order of their detection. */
export const makeHistory: MakeReport<Order> = async ({ filter }, caller, parts) => {
  const { readModel, clock, fleet, host, desks, archive } = parts;
  const at = clock.now();
  const question = {
    ...{ scope: caller.scope, filter, at },
    ...(filter.desks === undefined ? {} : { among: desks.codesOf(filter.desks) }),
  };
  const among = filter.archived === true ? archivedFindings(archive) : readModel.findings;
  const counts = among?.countBy({ ...question, by: 'type' }) ?? [];
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const { byCode } = fleet();
  const findings = (await listed(parts, filter, caller)).map((finding) => ({
    ...finding,
    site_name: finding.site === null ? null : (byCode.get(finding.site)?.name ?? null),
  }));
  return historyReport({
    ...{ at, timezone: host.timezone, made_by: caller.actor.name, mark: markOf(parts), findings, total },
    ...{ subject: subjectOf(filter), span: spanOf(filter, host.timezone) },
  });
};

async function listed(
  { asked }: ReportParts,
  filter: FindingFilter,
  caller: Caller,
): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  let after: { detected_at: number; id: string } | null = null;
  do {
    const limit = Math.min(PAGE, MOST_FINDINGS - all.length);
    const part: Answer<'findings.export'> = await asked['findings.export'](
      { filter, after, limit, evidence: false },
      caller,
    );
    all.push(...part.findings);
    const last = all.at(-1);
    after = part.more && last !== undefined ? { detected_at: last.detected_at, id: last.id } : null;
  } while (after !== null && all.length < MOST_FINDINGS);
  return all;
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
