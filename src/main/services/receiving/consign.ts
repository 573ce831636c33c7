import { isDuress } from '#core/model/event.ts';
import { LANES, type Lane } from '#core/model/lane.ts';
import { isUrgent, laneOf } from '#core/telemetry/lane.ts';
import type { Sender } from '../telemetry/batch.ts';
import { MOST_EVENTS } from '../telemetry/consignment.ts';
import { duressOfUnreadable } from '../telemetry/duress.ts';
import type { UnreadableLine } from '../telemetry/intake.ts';
import type { ReadLines } from '../telemetry/read-lines.ts';
import type { DropProgress, Parcel } from './link.ts';

/** Sorts what was read into parcels: by lane, each small enough for one transaction. */
export function parcelsOf(
  read: ReadLines,
  sender: Sender,
  place: string,
  connector: string,
): readonly Parcel[] {
  return LANES.flatMap((lane) => {
    const own = read.sent.flatMap((sent, index) => (laneOf(sent.event) === lane ? [{ sent, index }] : []));
    const unreadable = read.unreadable.filter((line) => laneOfUnreadable(line) === lane);
    const parcels: Parcel[] = [];
    for (let from = 0; from < Math.max(own.length, unreadable.length); from += MOST_EVENTS) {
      const part = own.slice(from, from + MOST_EVENTS);
      parcels.push({
        lane,
        urgent: part.some(({ sent }) => isUrgent(sent.event)),
        sender,
        sent: part.map(({ sent }) => sent),
        unreadable: unreadable.slice(from, from + MOST_EVENTS),
        place,
        lines: part.map(({ index }) => read.lines[index]?.number ?? 0),
        connector,
        progress: null,
        mark: null,
      });
    }
    return parcels;
  });
}

/** All that was read of a file at once: it is committed together with how far the file was read, so its most urgent event speaks for all. */
export function parcelOfFile(read: ReadLines, sender: Sender, place: string, progress: DropProgress): Parcel {
  const calls =
    read.sent.some(({ event }) => isDuress(event)) ||
    read.unreadable.some((line) => laneOfUnreadable(line) === 'duress');
  return {
    lane: calls ? 'duress' : 'position',
    urgent: calls,
    sender,
    sent: read.sent,
    unreadable: read.unreadable,
    place,
    lines: read.lines.map(({ number }) => number),
    connector: 'drop',
    progress,
    mark: null,
  };
}

/** A line that cannot be read may still be a call for help. */
const laneOfUnreadable = ({ value }: UnreadableLine): Lane =>
  duressOfUnreadable(value, 0, 0) === null ? 'position' : 'duress';
