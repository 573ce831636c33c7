import type { EpochMs } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import type { QueryHandlers } from '../handlers.ts';
import { readDesktop, readFlood, readMute, readTest } from '../notices/kept.ts';
import type { HostFacts } from './engine.ts';

/** How notices stand, for a screen that opens or comes back. */
export function createNoticeQueries(
  readModel: ReadModel,
  clock: Clock,
  { host }: Pick<HostFacts, 'host'>,
  desks: DeskView,
): Pick<QueryHandlers, 'notices.state'> {
  return {
    'notices.state': (_, { scope, actor }) => {
      const now: EpochMs = clock.now();
      const hearer = desks.hearers(now);
      const { sounding, ...open } = readModel.openAlarms(scope);
      return {
        flood: readFlood(readModel.state),
        mute: readMute(readModel.state, now),
        test: readTest(readModel.state),
        desktop: host === 'electron' ? readDesktop(readModel.state) : null,
        open: { ...open, newest: [...open.newest] },
        sounding: sounding
          .filter(({ site }) => [null, actor.name].includes(hearer(site)))
          .map(({ finding_id, finding_type }) => ({ finding_id, finding_type })),
      };
    },
  };
}
