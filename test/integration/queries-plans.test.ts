import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FindingFilter } from '#contract/findings.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { DISPATCHES_OF, STEPS_OF } from '#main/adapters/sqlite/desk.ts';
import { migrateStrictly } from '#main/adapters/sqlite/migrate.ts';
import { RELATED } from '#main/adapters/sqlite/read-model/desk.ts';
import { createDirectory } from '#main/adapters/sqlite/read-model/directory.ts';
import { groupStatement } from '#main/adapters/sqlite/read-model/finding-groups.ts';
import { countStatement, pageStatement } from '#main/adapters/sqlite/read-model/finding-pages.ts';
import { createIndicators } from '#main/adapters/sqlite/read-model/indicators.ts';
import { quarantinePage } from '#main/adapters/sqlite/read-model/quarantine.ts';
import { createSession } from '#main/adapters/sqlite/statements.ts';
import type { FindingSort } from '#main/ports/read-model.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

type Instruction = { readonly opcode: string; readonly p1: number; readonly p2: number };

const after = { urgency: 18, detected_at: 1_700_000_000_000, id: 'F-1' };
const FILTERS: Readonly<Record<string, FindingFilter>> = {
  everything: {},
  state: { status: ['NEW', 'ACKNOWLEDGED'], severity: ['HIGH'] },
  type: { type: 'TOUR_*' },
  client: { tenant: 'T-1', client: 'C-1', category: 'SAFETY' },
  shelf: { shelved: false, condition: 'ACTIVE', roots: true },
  text: { text: 'tour overdue' },
};

describe('the plan of SQLite', () => {
  let db: Database.Database;
  beforeAll(() => {
    db = new Database(':memory:');
    migrateStrictly(db, MIGRATIONS);
  });
  afterAll(() => void db.close());

  const planOf = ({ sql, values }: ReturnType<typeof pageStatement>): string =>
    db
      .prepare<[object], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(values)
      .map(({ detail }) => detail)
      .join('\n');
  it.each([
    ['everything', {}],
    ['a reason', { reason: 'INVALID' }],
    ['a reason of a source', { reason: 'INVALID', source: 'file:a' }],
  ] as const)(
    'finds the refused lines that a tenant may see without reading those of others: %s',
    (_, choice) => {
      const plan = planOf(quarantinePage({ tenants: ['T-1'] }, choice, { before: 9, limit: 200 }));
      expect(plan).toMatch(/SEARCH quarantine USING COVERING INDEX quarantine_(site|group) \(.*site=\?/);
      expect(plan).not.toContain('SCAN quarantine');
    },
  );

  const directory = () => createDirectory(createSession(db));
  const page = (filter: FindingFilter, sort: FindingSort, position: typeof after | null) =>
    planOf(
      pageStatement(
        { scope: 'all', filter: FindingFilter.parse(filter), at: 0, sort, after: position, limit: 200 },
        directory(),
      ),
    );

  it.each(Object.entries(FILTERS))('walks the feed in order, by the index alone: %s', (_, filter) => {
    const plan = page(filter, 'urgency', null);
    expect(plan).toMatch(/(SCAN|SEARCH) finding USING INDEX finding_urgency/);
    expect(plan).toContain('SEARCH f USING INTEGER PRIMARY KEY');
    expect(plan.replace(/USE TEMP B-TREE FOR ORDER BY$/, '')).not.toContain('TEMP B-TREE');
  });

  it.each(Object.entries(FILTERS))(
    'finds a later page by its key, without passing over the ones before: %s',
    (_, filter) => {
      expect(page(filter, 'urgency', after)).toMatch(
        /SEARCH finding USING INDEX finding_urgency .*\(urgency,detected_at,id\)<\(\?,\?,\?\)/,
      );
    },
  );

  it('reads of the feed only where a status can lie', () => {
    expect(page({ status: ['NEW'] }, 'urgency', null)).toContain('finding_urgency (urgency>?)');
  });

  it('finds newest and oldest by the index of instants', () => {
    expect(page({}, 'newest', after)).toContain(
      'SEARCH finding USING COVERING INDEX finding_detected ((detected_at,id)<(?,?))',
    );
    expect(page({ since: 1 }, 'oldest', null)).toContain(
      'SEARCH finding USING COVERING INDEX finding_detected (detected_at>?)',
    );
  });

  it('reads only the site when there is one', () => {
    expect(page({ site: 'S-1' }, 'urgency', null)).toContain(
      'SEARCH finding USING INDEX finding_site (site=?)',
    );
  });

  /** How often a statement reads a column of the table itself, where an index could not give it. */
  const readsOfFindings = ({ sql, values }: ReturnType<typeof pageStatement>): number => {
    const root = db.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'finding'").pluck().get();
    const program = db.prepare<[object], Instruction>(`EXPLAIN ${sql}`).all(values);
    const cursors = program
      .filter(({ opcode, p2 }) => opcode === 'OpenRead' && p2 === root)
      .map(({ p1 }) => p1);
    return program.filter(({ opcode, p1 }) => opcode === 'Column' && cursors.includes(p1)).length;
  };

  it('adds indicators up without reading a single finding, and looks at the few alarms that stood for long', () => {
    const heard: string[] = [];
    const session = createSession(db);
    const hear =
      <Prepared>(prepare: (sql: string) => Prepared) =>
      (sql: string) => {
        heard.push(sql);
        return prepare(sql);
      };
    const indicators = createIndicators({
      ...session,
      prepare: hear(session.prepare) as typeof session.prepare, // safe: the same but for the hearing
      pluck: hear(session.pluck) as typeof session.pluck,
    });
    const question = {
      scope: 'all' as const,
      sites: null,
      owner: null,
      rule: null,
      operator: null,
      from: 0,
      to: 9,
    };
    const ofTenant = { ...question, sites: ['S-1'], owner: { tenant: 'T-1', client: null }, to: DAY + 9 };
    indicators.findings(question, 9);
    indicators.standing(question, 9);
    indicators.alarms(question, 'S-1');
    indicators.byAlarm(question, 'S-1');
    indicators.findings({ ...question, to: HOUR + 9 }, 9);
    indicators.findings({ ...ofTenant, sites: Array.from({ length: 30 }, (_, n) => `S-${n}`) }, 9);
    const names =
      'from to now at site place first last since among of_tenant head_from head_to tail_from tail_to';
    const values = { ...Object.fromEntries(names.split(' ').map((name) => [name, 9])), among: '[]' };
    const statements = heard.map((sql) => ({ sql, values }));
    const plans = statements.map((each) => planOf(each).split('\n'));
    const searched = plans.map((plan) => plan.filter((step) => step.startsWith('SEARCH')));
    expect(searched).toEqual([
      ['SEARCH f USING INDEX finding_indicators (detected_at>? AND detected_at<?)'],
      ['SEARCH f USING INDEX finding_standing (detected_at>? AND detected_at<?)'],
      ['SEARCH a USING COVERING INDEX alert_sort (site=?)'],
      ['SEARCH f USING INDEX finding_alarm (site=?)'],
      [
        'SEARCH s USING PRIMARY KEY (start>? AND start<?)',
        'SEARCH f USING INDEX finding_indicators (detected_at>? AND detected_at<?)',
        'SEARCH f USING INDEX finding_indicators (detected_at>? AND detected_at<?)',
      ],
      [
        'SEARCH s USING PRIMARY KEY (start>? AND start<?)',
        'SEARCH f USING INDEX finding_indicators (detected_at>? AND detected_at<?)',
        'SEARCH f USING INDEX finding_indicators (detected_at>? AND detected_at<?)',
      ],
    ]);
    expect(statements.map(readsOfFindings)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it.each(Object.entries(FILTERS))('counts without reading a single finding: %s', (_, filter) => {
    const question = { scope: 'all', filter: FindingFilter.parse(filter), at: 0 } as const;
    const statement = countStatement(question, directory());
    expect(planOf(statement)).toMatch(/INDEX finding_(urgency|detected)/);
    expect(readsOfFindings(statement)).toBe(0);
  });

  it.each(Object.entries(FILTERS))('groups by site without reading a single finding: %s', (_, filter) => {
    const question = { scope: 'all', filter: FindingFilter.parse(filter), at: 0 } as const;
    const statement = groupStatement({ ...question, sort: 'urgency', sites: ['S-1', null] }, directory());
    expect(planOf(statement)).toContain('finding USING INDEX finding_urgency');
    expect(readsOfFindings(statement)).toBe(0);
  });

  it('reads an owner of those findings alone that the rest of the filter lets through', () => {
    const filter = { status: ['NEW', 'ACKNOWLEDGED'], owner: 'local:ada' } as const;
    expect(page({ ...filter, status: [...filter.status] }, 'urgency', null)).toContain(
      'finding_urgency (urgency>?)',
    );
  });

  it('shows it when a statement does read findings', () => {
    const sql = 'SELECT count(*) FROM finding INDEXED BY finding_site WHERE site = @site AND occurrences > 1';
    expect(readsOfFindings({ sql, values: { site: 'S-1' } })).toBeGreaterThan(0);
  });

  it('finds related findings, ticks and dispatches by their indices', () => {
    const names = 'scope scope_key finding_type subject site repeats_since from to person person_parts limit';
    const values = Object.fromEntries(names.split(' ').map((name) => [name, 1]));
    const lists = { person_sites: '[]', without: '[]' };
    const related = planOf({ sql: RELATED, values: { ...values, ...lists } });
    expect(related.match(/SEARCH finding USING [A-Z ]*INDEX finding_(key|site|open)/g)).toHaveLength(4);
    expect(related).not.toContain('SCAN finding');
    const simple = (sql: string) =>
      db
        .prepare<[string], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all('F-1')
        .map(({ detail }) => detail)
        .join();
    expect(simple(STEPS_OF)).toContain('SEARCH finding_step USING INDEX');
    expect(simple(DISPATCHES_OF)).toContain('SEARCH dispatch USING INDEX dispatch_finding');
  });
});
