import type { EpochMs } from '#core/model/time.ts';
import type { EventRow } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import type { HotRows } from './hot.ts';
import { KeyTable } from './key-table.ts';
import { SiteRows } from './site-rows.ts';

type Identity = Pick<EventRow, 'ts' | 'site_id' | 'stream' | 'key'>;
type Known = { readonly table: KeyTable; readonly rows: SiteRows };
type Columns = [keys: string, seqs: string, sites: string, streams: string, times: string];

/** Every hot row in five arrays: a third of what it takes row by row. */
export const ALL_KEYS = `
  SELECT json_group_array(key), json_group_array(seq), json_group_array(site_id), json_group_array(stream), json_group_array(ts)
    FROM event_hot`;
const IS_IT = 'SELECT 1 FROM event_hot WHERE seq = ? AND ts = ? AND site_id = ? AND stream = ? AND key = ?';

/** A hot row by its number, and when it happened. */
export type NewestRow = { readonly seq: number; readonly ts: EpochMs };

/** What is in the hot table, in memory: an index would be written with every commit, and nearly all events are new. */
export type HotKeys = {
  /** Reads the table, which the first that asks would wait for: some 50 ms for 180,000 rows. */
  readonly warmUp: () => void;
  /** Number of the hot row with this identity, or null. */
  readonly find: (row: Identity) => number | null;
  /** A row was stored under this number. What was not read yet is read with it. */
  readonly note: (row: Identity, seq: number) => void;
  /** The rows of some sites, of streams where they are named, in the order in which they lie. */
  readonly rowsOf: HotRows;
  /** The newest row of a site in each of some streams, with from < ts <= to; null where there is none, and where there is none in any of them. */
  readonly newestOf: (
    siteId: number,
    streams: readonly number[],
    from: EpochMs,
    to: EpochMs,
  ) => readonly (NewestRow | null)[] | null;
  /** Ids of the sites at which to part the hot rows behind a site, about `most` rows a part; the last part is open. */
  readonly edges: (after: number, most: number) => readonly number[];
  /** Rows were taken out of the table. What is left is read again when it is asked for. */
  readonly forget: () => void;
};

/** Follows the hot table of a connection that writes alone. */
export function createHotKeys(session: Session): HotKeys {
  const all = session.rows<[], Columns>(ALL_KEYS);
  const isIt = session.pluck<number[], number>(IS_IT);
  let known: Known | null = null;
  const forget = (): void => {
    known = null;
  };
  session.onRollback(forget);
  const now = (): Known => {
    known ??= readAll(all.get());
    return known;
  };

  return {
    warmUp: () => void now(),
    find({ ts, site_id, stream, key }) {
      let found: number | null = null;
      now().table.some(key, (seq) => {
        if (isIt.get(seq, ts, site_id, stream, key) === undefined) return false;
        found = seq;
        return true;
      });
      return found;
    },
    note(row, seq) {
      if (known !== null) add(known, row, seq);
    },
    rowsOf(siteIds, from, to, streams) {
      const { rows } = now();
      const seqs: number[] = [];
      for (const id of siteIds)
        rows.visit(id, from, to, (seq, stream) => {
          if (streams === undefined || streams.includes(stream)) seqs.push(seq);
        });
      return JSON.stringify(seqs.sort((a, b) => a - b));
    },
    newestOf(siteId, streams, from, to) {
      const { rows } = now();
      if (!rows.mayHold(siteId, from, to)) return null;
      const newest = streams.map((): NewestRow | null => null);
      rows.visit(siteId, from, to, (seq, stream, ts) => {
        const place = streams.indexOf(stream);
        if (place !== -1 && ts > (newest[place]?.ts ?? from)) newest[place] = { seq, ts };
      });
      return newest;
    },
    edges(after, most) {
      const edges: number[] = [];
      let rows = 0;
      for (const [site, count] of now().rows.counts()) {
        if (site <= after) continue;
        if (rows > 0 && rows + count > most) rows = 0;
        if (rows === 0) edges.push(site);
        rows += count;
      }
      return edges.slice(1).map((first) => first - 1);
    },
    forget,
  };
}

function readAll(columns: Columns | undefined): Known {
  const [keys = [], seqs = [], sites = [], streams = [], times = []] = (columns ?? []).map(
    (text): readonly number[] => JSON.parse(text),
  );
  const known: Known = { table: new KeyTable(keys.length), rows: new SiteRows() };
  for (let place = 0; place < keys.length; place++) {
    const key = keys[place] ?? 0;
    const [site_id, stream, ts] = [sites[place] ?? 0, streams[place] ?? 0, times[place] ?? 0];
    add(known, { key, site_id, stream, ts }, seqs[place] ?? 0);
  }
  return known;
}

function add({ table, rows }: Known, { key, site_id, stream, ts }: Identity, seq: number): void {
  table.add(key, seq);
  rows.add(site_id, { seq, stream, ts });
}
