import type { EventRow } from '#main/ports/store.ts';
import type { Session } from '../statements.ts';
import { KeyTable } from './key-table.ts';

type Identity = Pick<EventRow, 'ts' | 'site_id' | 'stream' | 'key'>;
type Known = { readonly table: KeyTable; readonly bySite: Map<number, number> };

/** Every hot row in three arrays: a third of what it takes row by row. */
export const ALL_KEYS =
  'SELECT json_group_array(key), json_group_array(seq), json_group_array(site_id) FROM event_hot';
const IS_IT = 'SELECT 1 FROM event_hot WHERE seq = ? AND ts = ? AND site_id = ? AND stream = ? AND key = ?';

/** What is in the hot table, in memory: an index would be written with every commit, and nearly all events are new. */
export type HotKeys = {
  /** Number of the hot row with this identity, or null. */
  readonly find: (row: Identity) => number | null;
  /** A row was stored under this number. */
  readonly note: (row: Identity, seq: number) => void;
  /** Ids of the sites at which to part the hot rows behind a site, about `most` rows a part; the last part is open. */
  readonly edges: (after: number, most: number) => readonly number[];
  /** Rows were taken out of the table. What is left is read again when it is asked for. */
  readonly forget: () => void;
};

/** Follows the hot table of a connection that writes alone. Rows that are gone may stay known: each one found is looked up by its number. */
export function createHotKeys(session: Session): HotKeys {
  const all = session.rows<[], [keys: string, seqs: string, sites: string]>(ALL_KEYS);
  const isIt = session.pluck<number[], number>(IS_IT);
  let known: Known | null = null;
  const forget = (): void => {
    known = null;
  };
  session.onRollback(forget);

  const load = (): Known => {
    const [keys, seqs, sites] = (all.get() ?? ['[]', '[]', '[]']).map((text): readonly number[] =>
      JSON.parse(text),
    );
    const loaded: Known = { table: new KeyTable(), bySite: new Map() };
    for (const [place, key] of (keys ?? []).entries())
      add(loaded, { key, site_id: sites?.[place] ?? 0 }, seqs?.[place] ?? 0);
    known = loaded;
    return loaded;
  };

  return {
    find({ ts, site_id, stream, key }) {
      let found: number | null = null;
      (known ?? load()).table.some(key, (seq) => {
        if (isIt.get(seq, ts, site_id, stream, key) === undefined) return false;
        found = seq;
        return true;
      });
      return found;
    },
    note: (row, seq) => add(known ?? load(), row, seq),
    edges(after, most) {
      const edges: number[] = [];
      let rows = 0;
      for (const [site, count] of [...(known ?? load()).bySite].sort(([a], [b]) => a - b)) {
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

function add({ table, bySite }: Known, { key, site_id }: Pick<Identity, 'key' | 'site_id'>, seq: number) {
  table.add(key, seq);
  bySite.set(site_id, (bySite.get(site_id) ?? 0) + 1);
}
