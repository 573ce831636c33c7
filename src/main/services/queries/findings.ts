import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { DAY } from '#core/model/time.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { FindingFilter, FindingPage, ReadModel, StoredFinding } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { type Caller, type QueryHandlers, Refused } from '../handlers.ts';
import { archivedFindings } from './archived.ts';
import type { Beside } from './beside.ts';
import { createBeside } from './beside.ts';
import { fromCursor, toCursor } from './cursor.ts';
import type { HostFacts } from './engine.ts';
import { escalationOf } from './escalation.ts';
import { toRunbookDto } from './runbooks.ts';

/** How far back somebody counts as a colleague. */
const COLLEAGUES_OF_LATE = 30 * DAY;

type FindingQueries = Pick<
  QueryHandlers,
  | 'findings.page'
  | 'findings.counts'
  | 'findings.waiting'
  | 'findings.groups'
  | 'findings.get'
  | 'findings.export'
  | 'findings.count'
  | 'alerts.list'
  | 'desk.colleagues'
>;

/** The feed, one finding with everything about it, exports and alerts. */
export function createFindingQueries(
  readModel: ReadModel,
  fleet: () => Fleet,
  clock: Clock,
  desks: DeskView,
  { timezone }: Pick<HostFacts, 'timezone'>,
  archive: ArchiveReads,
): FindingQueries {
  const beside = createBeside(readModel, fleet, clock);
  const asked = (filter: FindingFilter, { scope }: Caller) => ({
    scope,
    filter,
    at: clock.now(),
    ...(filter.desks === undefined ? {} : { among: desks.codesOf(filter.desks) }),
  });
  /** null: nothing was ever archived. */
  const among = ({ archived }: FindingFilter) =>
    archived === true ? archivedFindings(archive) : readModel.findings;
  return {
    'findings.page': ({ filter, sort, cursor, limit }, caller) => {
      const after = cursor === null ? null : fromCursor(sort, cursor);
      const page = among(filter)?.page({ ...asked(filter, caller), sort, after, limit }) ?? EMPTY_PAGE;
      const next = page.next === null ? null : toCursor(sort, page.next);
      return { rows: [...desks.onDesks(page.rows)], next, total: page.total };
    },
    'findings.waiting': (_, { scope }) => [...readModel.findings.waiting(scope)],
    'findings.counts': ({ filter }, caller) => readModel.findings.counts(asked(filter, caller)),
    'findings.groups': ({ filter, sort, sites = null }, caller) => [
      ...(among(filter)?.groups({ ...asked(filter, caller), sort, sites }) ?? []),
    ],
    'findings.get': ({ id }, { scope }) => {
      const live = readModel.findings.get(scope, id);
      const found = live ?? archivedFindings(archive)?.get(scope, id) ?? null;
      if (found === null) throw new Refused('not-found', `There is no finding ${id}.`);
      const { tellings, ...rest } = found;
      const escalation = escalationOf(found, readModel.state, timezone);
      return { ...toDetail(rest, { ...beside(found, scope), escalation }, desks), archived: live === null };
    },
    'findings.export': ({ filter, after, limit, evidence }, caller) => {
      const part = among(filter)?.export({ ...asked(filter, caller), after, limit, evidence });
      return { findings: [...(part?.findings ?? [])], more: part?.more ?? false };
    },
    'findings.count': ({ filter, by }, caller) => [
      ...(among(filter)?.countBy({ ...asked(filter, caller), by }) ?? []),
    ],
    'alerts.list': ({ site = null, since = null, limit }, { scope }) => [
      ...readModel.alerts(scope, { site, since, limit }),
    ],
    'desk.colleagues': (_, { scope }) => [
      ...readModel.desk.colleagues(scope, clock.now() - COLLEAGUES_OF_LATE),
    ],
  };
}

const EMPTY_PAGE: FindingPage = { rows: [], next: null, total: 0 };

const toDetail = (
  found: Omit<StoredFinding, 'tellings'>,
  beside: Beside & Pick<Answer<'findings.get'>, 'escalation'>,
  desks: DeskView,
): Omit<Answer<'findings.get'>, 'archived'> => ({
  ...found,
  ...beside,
  parent: found.parent && (desks.onDesks([found.parent])[0] ?? null),
  steps: [...found.steps],
  dispatches: [...found.dispatches],
  children: [...desks.onDesks(found.children)],
  runbook: found.runbook === null ? null : toRunbookDto(found.runbook),
  evidence: [...found.evidence],
  timeline: [...found.timeline],
});
