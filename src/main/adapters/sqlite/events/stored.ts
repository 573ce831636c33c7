import { STREAM } from '#core/model/event.ts';
import type { Activity, StoredEvent } from '#main/ports/store.ts';
import { HOT, NAMED_HOT } from './hot.ts';

/** An event joined with its detail and its activity, as `STORED_COLUMNS` names them. */
export type StoredRow = Omit<StoredEvent, 'activity'> & {
  readonly subject: string | null;
  readonly status: string | null;
} & Omit<Activity, 'subject' | 'status'>;

const EVENT =
  'e.key, e.site_id, e.stream, e.ts, e.delay_s, e.person_id, e.lat, e.lon, e.acc, e.ref, e.origin';
const ACTIVITY = 'a.subject, a.status, a.person, a.run, a.checkpoint, a.due, a.title';

/** The streams of plain signals: their events carry no activity, so none is looked for. Metrics (from 100) neither. */
const PLAIN = [STREAM.phone_events, STREAM.location_updates, STREAM.device_heartbeats];
const JOIN_ACTIVITY = `LEFT JOIN activity a ON e.stream < 100 AND e.stream NOT IN (${PLAIN.join(', ')})
   AND a.site_id = e.site_id AND a.stream = e.stream AND a.ts = e.ts AND a.key = e.key`;

/** Selects stored events `e` from the runs, given the FROM part that yields `e`. */
export const fromRuns = (from: string, where: string): string => `
  SELECT ${EVENT}, d.json AS detail, ${ACTIVITY} FROM ${from}
    LEFT JOIN event_detail d ON d.bucket = e.bucket AND d.site_id = e.site_id AND d.stream = e.stream
                            AND d.ts = e.ts AND d.key = e.key
    ${JOIN_ACTIVITY} WHERE ${where}`;

const selectHot = (hot: string, where: string, also = ''): string => `
  SELECT ${EVENT}, e.detail, ${ACTIVITY}${also} FROM ${hot} e ${JOIN_ACTIVITY} WHERE ${where}`;

/** Selects stored events `e` from the hot table, with one more column where it is named. */
export const fromHot = (where: string, also?: string): string =>
  selectHot(HOT, where, also === undefined ? '' : `, ${also}`);

/** The same from the hot rows that @hot names. */
export const fromNamedHot = (where: string): string => selectHot(NAMED_HOT, where);

/** A stored row as an array, in the order of the columns: a replay reads many. */
export type StoredCells = readonly [
  ...[key: number, site_id: number, stream: number, ts: number, delay_s: StoredRow['delay_s']],
  ...[person_id: StoredRow['person_id'], lat: StoredRow['lat'], lon: StoredRow['lon'], acc: StoredRow['acc']],
  ...[ref: StoredRow['ref'], origin: StoredRow['origin'], detail: StoredRow['detail']],
  ...[subject: StoredRow['subject'], status: StoredRow['status'], person: StoredRow['person']],
  ...[
    run: StoredRow['run'],
    checkpoint: StoredRow['checkpoint'],
    due: StoredRow['due'],
    title: StoredRow['title'],
  ],
];

/** The same as `toStored`. */
export function fromCells(cells: StoredCells): StoredEvent {
  const [key, site_id, stream, ts, delay_s, person_id, lat, lon, acc, ref, origin, detail] = cells;
  const subject = cells[12];
  const status = cells[13];
  const activity =
    subject === null || status === null
      ? null
      : {
          subject,
          status,
          person: cells[14],
          run: cells[15],
          checkpoint: cells[16],
          due: cells[17],
          title: cells[18],
        };
  return { key, site_id, stream, ts, delay_s, person_id, lat, lon, acc, ref, origin, detail, activity };
}

/** Gives the activity back its place inside the event. Every column is named: copying the rest of a row costs a replay twenty times as much. */
export function toStored(row: StoredRow): StoredEvent {
  const { key, site_id, stream, ts, delay_s, person_id, lat, lon, acc, ref, origin, detail } = row;
  const { subject, status, person, run, checkpoint, due, title } = row;
  const activity =
    subject === null || status === null ? null : { subject, status, person, run, checkpoint, due, title };
  return { key, site_id, stream, ts, delay_s, person_id, lat, lon, acc, ref, origin, detail, activity };
}
