import { SYSTEM } from '#core/model/actor.ts';
import { LANES, type Lane } from '#core/model/lane.ts';
import { type EpochMs, MINUTE, toIso } from '#core/model/time.ts';
import type { Log } from '#main/ports/log.ts';
import type { Store } from '#main/ports/store.ts';
import type { Clock } from '#main/ports/time.ts';

/** An episode is over when nothing was turned away for this long. */
const OVER_AFTER = MINUTE;

export type LaneLosses = Readonly<Record<Lane, { readonly refused: number; readonly shed: number }>>;
export type LaneEpisodes = {
  /** Events that were turned away for want of room; whoever sent them is told to come again. */
  readonly refused: (lane: Lane, events: number) => void;
  /** Events that nobody can send again. */
  readonly shed: (lane: Lane, events: number) => void;
  /** Writes down the episodes that are over. Call it with every tick. */
  readonly tick: (now: EpochMs) => void;
  /** Since the start. */
  readonly losses: () => LaneLosses;
};

type Episode = { readonly from: EpochMs; last: EpochMs; refused: number; shed: number };

/** Counts what found no room in its lane, and tells it once an episode: in the log when it begins, in the trail when it is over. */
export function createLaneEpisodes(
  store: Pick<Store, 'transaction' | 'trail'>,
  clock: Pick<Clock, 'now'>,
  log: Log,
): LaneEpisodes {
  const open = new Map<Lane, Episode>();
  const nothing = () => ({ refused: 0, shed: 0 });
  const total = { duress: nothing(), state: nothing(), position: nothing() };
  const count = (lane: Lane, what: 'refused' | 'shed', events: number) => {
    const now = clock.now();
    const episode = open.get(lane) ?? { from: now, last: now, refused: 0, shed: 0 };
    if (!open.has(lane)) {
      open.set(lane, episode);
      log.warn('a lane of telemetry is full', { lane });
    }
    episode.last = now;
    episode[what] += events;
    total[lane][what] += events;
  };
  const close = (lane: Lane, { from, last, refused, shed }: Episode, now: EpochMs) => {
    const after = { from: toIso(from), until: toIso(last), refused, shed };
    store.transaction(() =>
      store.trail.append([
        {
          at: now,
          actor: SYSTEM,
          action: 'telemetry.lane_was_full',
          entity: 'telemetry',
          entity_id: lane,
          reason: shed > 0 ? `shed ${shed}` : `refused ${refused}, to be sent again`,
          before: null,
          after,
        },
      ]),
    );
    open.delete(lane);
    log.info('a lane of telemetry has room again', { lane, refused, shed });
  };
  return {
    refused: (lane, events) => count(lane, 'refused', events),
    shed: (lane, events) => count(lane, 'shed', events),
    tick(now) {
      for (const lane of LANES) {
        const episode = open.get(lane);
        if (episode !== undefined && now - episode.last >= OVER_AFTER) close(lane, episode, now);
      }
    },
    losses: () => total,
  };
}
