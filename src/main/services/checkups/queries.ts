import type { Answer } from '#contract/index.ts';
import { isOverdue } from '#core/checkup/due.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { isWithin, type TenantScope } from '#core/model/actor.ts';
import type { Checkup } from '#core/model/checkup.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';

type Parts = {
  readonly readModel: Pick<ReadModel, 'checkups'>;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
};
type Waiting = Answer<'checkups.list'>['checkups'][number];

/** Whether somebody may see a checkup: of a site that one sees, or of the installation who sees all of it. */
export function isOwnCheckup(
  { site }: Pick<Checkup, 'site'>,
  scope: TenantScope,
  { byCode }: Pick<Fleet, 'byCode'>,
): boolean {
  if (scope === 'all') return true;
  const found = site === null ? undefined : byCode.get(site);
  return found !== undefined && isWithin(found, scope);
}

/** Checkups that wait, and what one of them holds. */
export const createCheckupQueries = ({
  readModel,
  fleet,
  clock,
}: Parts): Pick<QueryHandlers, 'checkups.list' | 'checkups.get'> => {
  const waiting = (checkup: Omit<Checkup, 'items'>, now: EpochMs): Waiting => ({
    ...{
      id: checkup.id,
      kind: checkup.kind,
      site: checkup.site,
      due_at: checkup.due_at,
      begun: checkup.begun,
    },
    site_name: checkup.site === null ? null : (fleet().byCode.get(checkup.site)?.name ?? null),
    is_overdue: isOverdue(checkup, now),
    ticked: checkup.ticks.length,
    last_signed_at: readModel.checkups.lastSigned(checkup.site),
  });
  return {
    'checkups.list': (_, { scope }) => {
      const at = clock.now();
      return {
        at,
        checkups: readModel.checkups
          .open()
          .filter((checkup) => isOwnCheckup(checkup, scope, fleet()))
          .map((checkup) => waiting(checkup, at)),
      };
    },
    'checkups.get': ({ id }, { scope }) => {
      const checkup = readModel.checkups.get(id);
      if (checkup === null || !isOwnCheckup(checkup, scope, fleet()))
        throw new Refused('not-found', `There is no checkup ${id}.`);
      const whole = { ...waiting(checkup, clock.now()), ...checkup };
      return whole as Answer<'checkups.get'>; // the same type, but that the contract's lists may be written to
    },
  };
};
