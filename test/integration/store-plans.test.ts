import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCORED } from '#main/adapters/sqlite/baselines.ts';
import { IN_RUNS } from '#main/adapters/sqlite/events/insert.ts';
import { KNOWN_OF_PEOPLE } from '#main/adapters/sqlite/events/last-of-people.ts';
import { NEWEST, NEWEST_HOT } from '#main/adapters/sqlite/events/newest.ts';
import { COUNTS_OF_SITE, OF_SITE, OF_SITE_STREAMS } from '#main/adapters/sqlite/events/of-site.ts';
import { PEOPLE_SIGNS } from '#main/adapters/sqlite/events/people-signs.ts';
import { CREATE_PIECE, PIECE_STATEMENTS } from '#main/adapters/sqlite/events/piece.ts';
import {
  ACTIVITY,
  FIRST_SEEN,
  QUARTERS_OF_ALL,
  QUARTERS_OF_SITES,
  SCAN,
  SCAN_OF_SITES,
} from '#main/adapters/sqlite/events/reads.ts';
import { RECEIVED } from '#main/adapters/sqlite/events/received.ts';
import { NEWEST_OF_PEOPLE, SIGNALS } from '#main/adapters/sqlite/events/signals.ts';
import { WALK_SIGNS } from '#main/adapters/sqlite/events/walk-signs.ts';
import { COUNT_SAME, EXISTS, UNRESOLVED } from '#main/adapters/sqlite/findings.ts';
import { CELLS, CLEAR_CELLS } from '#main/adapters/sqlite/profiles.ts';
import { type TempStore, tempStore } from '#test/kit/temp-store.ts';

let bench: TempStore;
let raw: Database.Database;
beforeAll(() => {
  bench = tempStore();
  raw = new Database(bench.file, { readonly: true });
  raw.exec(CREATE_PIECE);
});
afterAll(() => {
  raw.close();
  bench[Symbol.dispose]();
});

/** Every parameter that one of the statements names; the plan does not depend on the values. */
const VALUES = {
  ...{
    sites: '[]',
    ...{ hot: '[]', hours: '[]' },
    stream: 1,
    streams: '[]',
    scans: '[]',
    spans: '[]',
    site: 1,
    bucket: 1,
    from: 0,
    to: 1,
    first: 0,
    last: 1,
    end: 1,
    at: 1,
    before: 1,
    position: 1,
    after: -1,
    site_id: 1,
  },
  ...{ scope: '', scope_key: '', finding_type: '', subject: '', start: 1 },
};
const planOf = (sql: string): string => {
  const explain = raw.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const rows = sql.includes('+?')
    ? explain.all(1, 1, 1, 1, 1)
    : /@/.test(sql)
      ? explain.all(VALUES)
      : explain.all();
  return rows.map(({ detail }) => detail).join('\n');
};

/** All but the hot table. */
const BIG_TABLES =
  /SCAN (e|r|a|h|event_run|event_detail|activity|roll5|seen|finding)( |$)(?!VIRTUAL)(?!USING INDEX finding_open)/m;
const COPIES_HOT = /MATERIALIZE|CO-ROUTINE [eh]/;
const WALKS_HOT = /SCAN (hot|event_hot)/;
const NAMED_HOT = 'SEARCH hot USING INTEGER PRIMARY KEY (rowid=?)';

describe('no statement of a hot path walks a whole table', () => {
  it.each([
    [
      'the look-up of a duplicate',
      IN_RUNS,
      'SEARCH event_run USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts=? AND key=?)',
    ],
    ['the scan of a span', SCAN, 'SEARCH event_run USING PRIMARY KEY (bucket>? AND bucket<?)'],
    [
      'the activity of sites',
      ACTIVITY,
      'SEARCH a USING PRIMARY KEY (site_id=? AND stream=? AND ts>? AND ts<?)',
    ],
    ['the counts of a site', COUNTS_OF_SITE, 'SEARCH e USING PRIMARY KEY (bucket=? AND site_id=?)'],
    ['the events of a site', OF_SITE, 'SEARCH e USING PRIMARY KEY (bucket=? AND site_id=?)'],
    [
      'the chosen streams of a site',
      OF_SITE_STREAMS,
      'SEARCH e USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts>? AND ts<?)',
    ],
    ['the last sign of people', KNOWN_OF_PEOPLE, 'SEARCH seen USING PRIMARY KEY (site_id=? AND person_id>?)'],
    ['the order of reception', RECEIVED, 'SEARCH e USING PRIMARY KEY (bucket=?)'],
    ['the counters of all sites', QUARTERS_OF_ALL, 'SEARCH roll5 USING PRIMARY KEY (bucket>? AND bucket<?)'],
    ['the counters of some sites', QUARTERS_OF_SITES, 'SEARCH r USING PRIMARY KEY (bucket=? AND site_id=?)'],
    [
      'the signals of people and devices',
      SIGNALS,
      'SEARCH e USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts>? AND ts<?)',
    ],
    [
      'the scans of walks',
      WALK_SIGNS,
      'SEARCH r USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts=? AND key=?)',
    ],
    [
      'what was made up on walks',
      WALK_SIGNS,
      'SEARCH e USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts>? AND ts<?)',
    ],
    ['the newest of people', NEWEST_OF_PEOPLE, 'SEARCH n USING PRIMARY KEY (site_id=? AND person_id>?)'],
    ['the signs of all people', PEOPLE_SIGNS, 'SEARCH event_run USING PRIMARY KEY (bucket>? AND bucket<?)'],
    ['what was made of the buckets of sites', SCORED, 'SEARCH r USING PRIMARY KEY (quarter=? AND site_id=?)'],
    [
      'the newest event of each signal',
      NEWEST,
      'SEARCH r USING PRIMARY KEY (bucket=? AND site_id=? AND stream=? AND ts>? AND ts<?)',
    ],
    ['the cells of some hours', CELLS, 'SEARCH p USING PRIMARY KEY (hour_of_week=? AND site_id=?)'],
    [
      'what is forgotten of a site',
      CLEAR_CELLS,
      'SEARCH profile USING PRIMARY KEY (hour_of_week=? AND site_id=?)',
    ],
    ['the open findings', UNRESOLVED, 'USING INDEX finding_open'],
    ['the count of one key and start', COUNT_SAME, 'SEARCH finding USING COVERING INDEX'],
    ['the search for one key', EXISTS, 'SEARCH finding USING COVERING INDEX'],
  ])('%s', (_, sql, expected) => {
    const plan = planOf(sql);
    expect(plan).toContain(expected);
    expect(plan).not.toMatch(BIG_TABLES);
    expect(plan).not.toMatch(COPIES_HOT);
  });

  it.each([
    ['the events of a site', OF_SITE],
    ['the chosen streams of a site', OF_SITE_STREAMS],
    ['the counts of a site', COUNTS_OF_SITE],
    ['the last sign of people', KNOWN_OF_PEOPLE],
    ['the counters of some sites', QUARTERS_OF_SITES],
    ['the scan of some sites', SCAN_OF_SITES],
    ['the signals of people and devices', SIGNALS],
    ['the newest of people', NEWEST_OF_PEOPLE],
    ['the signs of walks', WALK_SIGNS],
    ['the oldest event of each site', FIRST_SEEN],
  ])('%s looks up the hot rows that were named, and walks through no others', (_, sql) => {
    const plan = planOf(sql);
    expect(plan).toContain(NAMED_HOT);
    expect(plan).not.toMatch(WALKS_HOT);
  });

  it('the newest hot row of each signal is looked up by its number', () => {
    const plan = planOf(NEWEST_HOT);
    expect(plan).toContain('SEARCH h USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan).not.toMatch(BIG_TABLES);
  });

  it.each(PIECE_STATEMENTS.map((sql, place) => [place + 1, sql] as const))(
    'statement %i of a piece of a merge, of which the first alone walks through the hot table',
    (place, sql) => {
      const plan = planOf(sql);
      expect(/event_hot/.test(plan)).toBe(place === 1);
      expect(plan).not.toMatch(BIG_TABLES);
    },
  );

  it('the runs, details and counters of a piece are written in the order in which it lies', () => {
    const sorted = PIECE_STATEMENTS.filter((sql) => /INTO (event_run|event_detail|roll5)/.test(sql));
    expect(sorted).toHaveLength(3);
    for (const sql of sorted) expect(planOf(sql)).not.toContain('TEMP B-TREE');
  });
});
