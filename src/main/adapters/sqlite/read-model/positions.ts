import { STREAM } from '#core/model/event.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { walkedHotRows } from '../events/hot.ts';
import { createLastOfPeople } from '../events/last-of-people.ts';
import { createRegistry } from '../registry.ts';
import type { Session } from '../statements.ts';

/** Where each person of a site was last. */
export function createPositions(session: Session): ReadModel['positions'] {
  const lastOfPeople = createLastOfPeople(session, walkedHotRows(session));
  const { personCode } = createRegistry(session);
  return (siteId, since, at) =>
    lastOfPeople(siteId, at)
      .flatMap(({ person_id, stream, ts, lat, lon, acc }) => {
        const person = personCode(person_id);
        if (stream !== STREAM.location_updates || ts <= since) return [];
        if (lat === null || lon === null || person === null) return [];
        return [{ person, at: ts, lat, lon, accuracy: acc }];
      })
      .sort((a, b) => b.at - a.at || (a.person < b.person ? -1 : 1));
}
