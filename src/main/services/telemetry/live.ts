import type { TelemetryEvent } from '#core/model/event.ts';
import { LANES } from '#core/model/lane.ts';
import { isUrgent, laneOf } from '#core/telemetry/lane.ts';
import type { Outcome, Sender } from './batch.ts';
import { type Consignment, MOST_EVENTS } from './consignment.ts';
import type { LaneEpisodes } from './lane-episodes.ts';
import type { Lanes } from './lanes.ts';

/** A source inside the program, which remembers nothing of what it gave away. */
const INSIDE: Sender = { source: null, tenant: null };

/** What became of one event of a source that cannot send again. */
export type LiveOutcome = Outcome | 'shed';

/**
 * The way in for sources that cannot send again. Resolves with what became of each event once it is on disk; what finds no room,
 * or a store that takes nothing, is shed and counted.
 */
export function createLive(lanes: Lanes, episodes: Pick<LaneEpisodes, 'shed'>) {
  return async (events: readonly TelemetryEvent[]): Promise<readonly LiveOutcome[]> => {
    const outcomes: LiveOutcome[] = events.map(() => 'shed');
    await Promise.all(
      partsOf(events).map(async ({ indexes, consignment }) => {
        const verdict = await lanes.offer(consignment);
        if (!verdict.taken) return episodes.shed(consignment.lane, indexes.length);
        for (const [position, index] of indexes.entries())
          outcomes[index] = verdict.outcomes[position] ?? 'shed';
      }),
    );
    return outcomes;
  };
}

function partsOf(events: readonly TelemetryEvent[]) {
  const indexed = events.map((event, index) => ({ event, index }));
  return LANES.flatMap((lane) => {
    const own = indexed.filter(({ event }) => laneOf(event) === lane);
    const parts: { readonly indexes: readonly number[]; readonly consignment: Consignment }[] = [];
    for (let from = 0; from < own.length; from += MOST_EVENTS) {
      const part = own.slice(from, from + MOST_EVENTS);
      parts.push({
        indexes: part.map(({ index }) => index),
        consignment: {
          lane,
          urgent: part.some(({ event }) => isUrgent(event)),
          sender: INSIDE,
          sent: part.map(({ event }) => ({ event, devices: null })),
          unreadable: [],
          place: null,
          lines: null,
        },
      });
    }
    return parts;
  });
}
