import { STREAM } from '#core/model/event.ts';
import type { ActivityRow, EventRepo, WalkSigns, WalkSpan } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { BUCKET_MS } from './buckets.ts';
import { type HotRows, NAMED_HOT } from './hot.ts';

const [SCANS, POSITIONS] = [STREAM.tour_checkpoints, STREAM.location_updates];
/** Rows of the answer: a scan with its place, a position that was called made up. */
const [PLACE, MADE_UP] = [0, 1];

const scansIn = (from: string, also: string): string => `
  SELECT ${PLACE}, r.site_id, r.ts, r.key, r.lat, r.lon
    FROM ${from} WHERE r.stream = ${SCANS} AND r.lat IS NOT NULL AND r.lon IS NOT NULL AND ${also}`;
const madeUpIn = (from: string, json: string): string => `
  SELECT ${MADE_UP}, e.site_id, e.ts, 0, NULL, NULL FROM ${from} WHERE ${json} ->> 'mock' = 1`;

/** By keys alone: of a scan that of its event, of a walk the beginnings of its parts of the runs. */
export const WALK_SIGNS = `
  WITH RECURSIVE span(site_id, start, finish) AS (
    SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@spans)
  ), part(site_id, start, finish, bucket) AS (
    SELECT site_id, start, finish, start / ${BUCKET_MS} FROM span
    UNION ALL
    SELECT site_id, start, finish, bucket + 1 FROM part WHERE bucket < finish / ${BUCKET_MS}
  )
  ${scansIn(
    'json_each(@scans) s CROSS JOIN event_run r',
    `r.bucket = (s.value ->> 1) / ${BUCKET_MS} AND r.site_id = s.value ->> 0 AND r.ts = s.value ->> 1 AND r.key = s.value ->> 2`,
  )}
  UNION ALL ${scansIn(
    `${NAMED_HOT} r`,
    '(r.site_id, r.ts, r.key) IN (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(@scans))',
  )}
  UNION ALL ${madeUpIn(
    `part CROSS JOIN event_detail e ON e.bucket = part.bucket AND e.site_id = part.site_id
      AND e.stream = ${POSITIONS} AND e.ts BETWEEN part.start AND part.finish`,
    'e.json',
  )}
  UNION ALL ${madeUpIn(
    `${NAMED_HOT} e CROSS JOIN span ON span.site_id = e.site_id AND e.ts BETWEEN span.start AND span.finish
      AND e.stream = ${POSITIONS}`,
    'e.detail',
  )}`;

type Row = [kind: number, siteId: number, ts: number, key: number, lat: number | null, lon: number | null];

/** What phones said of walks without being asked for every position of them. */
export function createWalkSigns(session: Session, hotRows: HotRows): EventRepo['walkSigns'] {
  type Asked = { scans: string; spans: string; hot: string };
  const select = session.rows<[Asked], Row>(WALK_SIGNS);
  const hotRowsOf = (
    scans: readonly Pick<ActivityRow, 'site_id' | 'ts'>[],
    walks: readonly WalkSpan[],
  ): string => {
    const spans = [...scans.map(({ site_id, ts }) => ({ site_id, start: ts, end: ts })), ...walks];
    const sites = new Set(spans.map(({ site_id }) => site_id));
    const first = Math.min(...spans.map(({ start }) => start));
    const last = Math.max(...spans.map(({ end }) => end));
    return hotRows([...sites], first, last, [SCANS, POSITIONS]);
  };
  return (scans, walks) => {
    const signs: { places: WalkSigns['places'][number][]; made_up: WalkSigns['made_up'][number][] } = {
      places: [],
      made_up: [],
    };
    const asked = {
      scans: JSON.stringify(scans.map(({ site_id, ts, key }) => [site_id, ts, key])),
      spans: JSON.stringify(walks.map(({ site_id, start, end }) => [site_id, start, end])),
      hot: hotRowsOf(scans, walks),
    };
    for (const [kind, site_id, ts, key, lat, lon] of select.all(asked)) {
      if (kind === MADE_UP) signs.made_up.push({ site_id, ts });
      else if (lat !== null && lon !== null) signs.places.push({ site_id, ts, key, lat, lon });
    }
    return signs;
  };
}
