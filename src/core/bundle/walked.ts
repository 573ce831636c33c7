import type { Evidence, LocationPoint } from '../model/evidence.ts';

/** Every position that any capture has, once each, in the order of time. */
export function walkedIn(captures: readonly Evidence[]): readonly LocationPoint[] {
  const byEvent = new Map(
    captures.flatMap(({ location_history }) =>
      location_history.map((point) => [`${point.event} ${point.timestamp}`, point] as const),
    ),
  );
  return [...byEvent.values()].toSorted((a, b) =>
    a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0,
  );
}

/** The same by person; '' for those that nobody is known to have sent. */
export const byPerson = (points: readonly LocationPoint[]): ReadonlyMap<string, readonly LocationPoint[]> =>
  Map.groupBy(points, ({ people_id }) => people_id ?? '');
