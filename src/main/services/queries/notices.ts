import type { EpochMs } from '#core/model/time.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '../handlers.ts';
import { readDesktop, readFlood, readMute, readTest } from '../notices/kept.ts';
import type { HostFacts } from './engine.ts';

/** How notices stand, for a screen that opens or comes back. */
export function createNoticeQueries(
  readModel: ReadModel,
  clock: Clock,
  { host }: Pick<HostFacts, 'host'>,
): Pick<QueryHandlers, 'notices.state'> {
  return {
    'notices.state': (_, { scope }) => {
      const now: EpochMs = clock.now();
      const { sounding, ...open } = readModel.openAlarms(scope);
      return {
        flood: readFlood(readModel.state),
        mute: readMute(readModel.state, now),
        test: readTest(readModel.state),
        desktop: host === 'electron' ? readDesktop(readModel.state) : null,
        open: { ...open, newest: [...open.newest] },
        sounding: [...sounding],
      };
    },
  };
}
