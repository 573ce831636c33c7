import type { Answer } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { DAY } from '#core/model/time.ts';
import type { ReadModel, StoredFinding } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import type { Beside } from './beside.ts';
import { createBeside } from './beside.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { toRunbookDto } from './runbooks.ts';

/** How far back somebody counts as a colleague. */
const COLLEAGUES_OF_LATE = 30 * DAY;

type FindingQueries = Pick<
  QueryHandlers,
  | 'findings.page'
  | 'findings.counts'
  | 'findings.groups'
  | 'findings.get'
  | 'findings.export'
  | 'findings.count'
  | 'alerts.list'
  | 'desk.colleagues'
>;

/** The feed, one finding with everything about it, exports and alerts. */
export function createFindingQueries(readModel: ReadModel, fleet: () => Fleet, clock: Clock): FindingQueries {
  const beside = createBeside(readModel, fleet, clock);
  return {
    'findings.page': ({ filter, sort, cursor, limit }, { scope }) => {
      const after = cursor === null ? null : fromCursor(sort, cursor);
      const page = readModel.findings.page({ scope, filter, at: clock.now(), sort, after, limit });
      const next = page.next === null ? null : toCursor(sort, page.next);
      return { rows: [...page.rows], next, total: page.total };
    },
    'findings.counts': ({ filter }, { scope }) =>
      readModel.findings.counts({ scope, filter, at: clock.now() }),
    'findings.groups': ({ filter, sort, sites = null }, { scope }) => [
      ...readModel.findings.groups({ scope, filter, at: clock.now(), sort, sites }),
    ],
    'findings.get': ({ id }, { scope }) => {
      const found = readModel.findings.get(scope, id);
      if (found === null) throw new Refused('not-found', `There is no finding ${id}.`);
      return toDetail(found, beside(found, scope));
    },
    'findings.export': ({ filter, after, limit, evidence }, { scope }) => {
      const part = readModel.findings.export({ scope, filter, at: clock.now(), after, limit, evidence });
      return { findings: [...part.findings], more: part.more };
    },
    'findings.count': ({ filter, by }, { scope }) => [
      ...readModel.findings.countBy({ scope, filter, at: clock.now(), by }),
    ],
    'alerts.list': ({ site = null, since = null, limit }, { scope }) => [
      ...readModel.alerts(scope, { site, since, limit }),
    ],
    'desk.colleagues': (_, { scope }) => [
      ...readModel.desk.colleagues(scope, clock.now() - COLLEAGUES_OF_LATE),
    ],
  };
}

const toDetail = (found: StoredFinding, beside: Beside): Answer<'findings.get'> => ({
  ...found,
  ...beside,
  steps: [...found.steps],
  dispatches: [...found.dispatches],
  children: [...found.children],
  runbook: found.runbook === null ? null : toRunbookDto(found.runbook),
  evidence: [...found.evidence],
  timeline: [...found.timeline],
});
