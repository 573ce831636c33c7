import type { TelemetryEvent } from '#core/model/event.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { StoreKeeper } from '../keeping/store-keeper.ts';
import type { StoreHealth } from '../store-health.ts';
import { createDelivery } from './delivery.ts';
import type { Intake } from './intake.ts';
import { createLaneEpisodes, type LaneEpisodes } from './lane-episodes.ts';
import { Lanes } from './lanes.ts';
import { createLive, type LiveOutcome } from './live.ts';
import type { Placer } from './placer.ts';

export type WaysInParts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly health: StoreHealth;
  readonly keeper: Pick<StoreKeeper, 'withRoom'>;
  readonly intake: Intake;
  readonly placer: Placer;
};

/** How telemetry comes in as things happen: for senders that are told when there is no room, and for those that cannot send again. */
export type WaysIn = {
  readonly lanes: Lanes;
  readonly episodes: LaneEpisodes;
  readonly receive: (events: readonly TelemetryEvent[]) => Promise<readonly LiveOutcome[]>;
};

/** Puts the lanes in front of the intake. */
export function createWaysIn({
  store,
  clock,
  timers,
  log,
  health,
  keeper,
  intake,
  placer,
}: WaysInParts): WaysIn {
  const episodes = createLaneEpisodes(store, clock, log);
  const deliver = createDelivery({ intake, placer, clock });
  const lanes = new Lanes({
    timers,
    takes: (lane) => health.takes(lane),
    commit: (group) => keeper.withRoom(() => deliver(group)),
    onFailure(error) {
      const isStore = health.note(error);
      if (!isStore) log.error('telemetry could not be stored', { error });
      return isStore;
    },
  });
  return { lanes, episodes, receive: createLive(lanes, episodes) };
}
