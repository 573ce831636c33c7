import type { FindingPosition, FindingSort } from '#main/ports/read-model.ts';
import { Refused } from '../handlers.ts';

const SHAPE = /^(urgency|newest|oldest)\.(\d{1,3})\.(-?\d{1,16})\.(.{1,100})$/;

/** A place in a sorted list, as an opaque text for the caller to hand back. */
export const toCursor = (sort: FindingSort, { urgency, detected_at, id }: FindingPosition): string =>
  `${sort}.${urgency}.${detected_at}.${id}`;

/** The place that a cursor names. Refuses one that was made for another order, or not by us. */
export function fromCursor(sort: FindingSort, cursor: string): FindingPosition {
  const [, madeFor, urgency, detectedAt, id] = SHAPE.exec(cursor) ?? [];
  if (madeFor !== sort || id === undefined) {
    throw new Refused('bad-request', `The cursor does not belong to the order ${sort}.`);
  }
  return { urgency: Number(urgency), detected_at: Number(detectedAt), id };
}
