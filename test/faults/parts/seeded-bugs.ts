import type { OpenEngine } from '#main/open-engine.ts';

/* Known bugs that are seeded into a program under test. None of them is in the product. */

/** Without its identity an event that is sent again is another one. */
export function forgetIdentity({ events, session }: OpenEngine['store']): void {
  const { insert } = events;
  const again = session.prepare<number[]>(
    'INSERT INTO event_hot (ts, site_id, stream, key) VALUES (?, ?, ?, ?)',
  );
  const insertAll: typeof insert = (rows) => {
    for (const [place, isNew] of insert(rows).entries()) {
      const row = rows[place];
      if (!isNew && row !== undefined) again.run(row.ts, row.site_id, row.stream, row.key);
    }
    return rows.map(() => true);
  };
  Object.assign(events, { insert: insertAll });
}

/** What is settled too early is stored this much later, ms. */
const STORED_LATER = 100;

/** Says that telemetry is on disk, and writes how far its sender was read, before the events are stored. */
export function settleEarly({ engine, store }: OpenEngine): void {
  const { lanes } = engine.waysIn;
  const offer = lanes.offer.bind(lanes);
  lanes.offer = ({ alongside, ...events }) => {
    const outcomes = events.sent.map(() => 'accepted' as const);
    store.transaction(() => alongside?.write(outcomes));
    setTimeout(() => void offer(events), STORED_LATER);
    return Promise.resolve({ taken: true, outcomes });
  };
}
