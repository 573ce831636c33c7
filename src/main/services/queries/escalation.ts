import type { Answer } from '#contract/index.ts';
import { nextTelling, planOf } from '#core/finding/escalation.ts';
import { zoneOrUtc } from '#core/schedule/local-time.ts';
import type { ReadModel, StoredFinding } from '#main/ports/read-model.ts';
import { namedRoles, readRoles } from '../escalation/kept.ts';
import type { QueryHandlers } from '../handlers.ts';
import type { HostFacts } from './engine.ts';

/** Of those who were told so many are listed. */
const MOST_TOLD = 50;

/** What is set up for the roles that findings are passed on to. */
export const createEscalationQueries = (
  readModel: ReadModel,
  { timezone }: Pick<HostFacts, 'timezone'>,
): Pick<QueryHandlers, 'escalation.list'> => ({
  'escalation.list': () => {
    const roles = readRoles(readModel.state);
    return {
      roles: roles.map((role) => ({
        ...role,
        chain: role.chain.map((step) => ({ ...step })),
        quiet_hours: role.quiet_hours.map((hours) => ({ ...hours, days: [...hours.days] })),
      })),
      known: [...namedRoles(roles, readModel.runbooks.all())],
      timezone,
    };
  },
});

/** The clocks of a finding that run while nobody acknowledges it, and who was told. */
export function escalationOf(
  { finding, runbook, tellings }: Pick<StoredFinding, 'finding' | 'runbook' | 'tellings'>,
  state: ReadModel['state'],
  timezone: string,
): Answer<'findings.get'>['escalation'] {
  const plan = runbook && planOf(runbook, readRoles(state), zoneOrUtc(timezone));
  const passed = finding.escalation?.passed ?? [];
  return {
    next: nextTelling(finding, plan),
    later: (plan?.chain ?? [])
      .filter(({ role }) => !passed.some((each) => each.role === role))
      .map((step) => ({ ...step })),
    again_minutes: plan?.again_minutes ?? null,
    waiting: passed.flatMap(({ role, waits_until }) =>
      waits_until === null ? [] : [{ role, until: waits_until }],
    ),
    told: [...tellings].reverse().slice(0, MOST_TOLD),
  };
}
