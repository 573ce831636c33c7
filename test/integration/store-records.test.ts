import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import { STREAM } from '#core/model/event.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { sitesOf, withSites } from '#main/adapters/sqlite/site-bitmap.ts';
import type { RoundRecord, Store } from '#main/ports/store.ts';
import { tempStore } from '#test/kit/temp-store.ts';

const AT = Date.UTC(2026, 0, 5);

describe('the registry', () => {
  it('gives every code one number for good, apart for each tenant', () => {
    using bench = tempStore();
    const twoTenants = (store: Store): void => {
      const base = { scope: 'TENANT', parent: null, document: {} } as const;
      const documents = ['ACME', 'BETA'].map((code) => ({ ...base, code, tenant: code }));
      store.transaction(() => store.configuration.apply({ documents, at: AT, actor: SYSTEM, summary: null }));
    };
    const numbers = ({ registry, transaction }: Store): unknown =>
      transaction(() => ({
        people: [registry.person(1, 'G-1'), registry.person(2, 'G-1'), registry.person(1, 'G-1')],
        sources: [registry.source(null, 's'), registry.source(1, 's'), registry.source(null, 's')],
        signals: [registry.signal('phone_events'), registry.signal('door_opens'), registry.signal('rpm')],
        origins: [registry.origin(null, null), registry.origin(1, null), registry.origin(1, null)],
        term: registry.term('call'),
      }));
    twoTenants(bench.store);
    const first = numbers(bench.store);
    expect(first).toEqual({
      people: [1, 2, 1],
      sources: [1, 2, 1],
      signals: [STREAM.phone_events, 100, 101],
      origins: [null, 1, 1],
      term: 1,
    });
    const store = bench.reopen();
    expect(numbers(store)).toEqual(first);
    expect([store.registry.personCode(2), store.registry.personCode(9)]).toEqual(['G-1', null]);
    expect(store.registry.termText(1)).toBe('call');
    expect([1, 6, 100, 7].map(store.registry.signalName)).toEqual([
      'phone_events',
      'tour_completion',
      'door_opens',
      null,
    ]);
  });
});

describe('the configuration', () => {
  it('keeps every version of every text and the numbers of what it configures', () => {
    using bench = tempStore();
    const { configuration, transaction } = bench.store;
    const site = { scope: 'SITE', code: 'RB-01', parent: 'R', tenant: 'ACME' } as const;
    const documents = [
      { ...site, document: { name: 'North' } },
      { scope: 'CLIENT', code: 'R', parent: 'ACME', tenant: 'ACME', document: {} } as const,
      { scope: 'TENANT', code: 'ACME', parent: null, tenant: 'ACME', document: {} } as const,
    ];
    const apply = (changed: Parameters<typeof configuration.apply>[0]['documents']): number =>
      transaction(() =>
        configuration.apply({ documents: changed, at: AT, actor: SYSTEM, summary: { n: 1 } }),
      );
    expect(configuration.version()).toBe(0);
    expect(apply(documents)).toBe(1);
    expect(apply([{ ...site, document: { name: 'South' } }])).toBe(2);
    expect(configuration.version()).toBe(2);
    expect(configuration.documents()).toEqual([
      { ...documents[2], id: 1, version: 1 },
      { ...documents[1], id: 1, version: 1 },
      { ...site, document: { name: 'South' }, id: 1, version: 2 },
    ]);
    const history = bench.store.session.pluck<[], number>('SELECT count(*) FROM configuration_history');
    expect(history.get()).toBe(4);
    expect(() => apply([{ ...site, code: 'X', parent: 'nobody', document: {} }])).toThrow('no parent');
    expect(configuration.version()).toBe(2);
  });
});

describe('a whole fleet', () => {
  const codes = Array.from({ length: 600 }, (_, index) => `S-${index + 1}`);
  const above = [
    { scope: 'CLIENT', code: 'R', parent: 'ACME', tenant: 'ACME', document: {} } as const,
    { scope: 'TENANT', code: 'ACME', parent: null, tenant: 'ACME', document: {} } as const,
  ];
  const sites = codes.map((code) => ({ scope: 'SITE', code, parent: 'R', tenant: 'ACME' }) as const);
  const filled = () => {
    const bench = tempStore();
    const { configuration, registry, transaction } = bench.store;
    const documents = [...above, ...sites.map((site) => ({ ...site, document: { name: site.code } }))];
    transaction(() => {
      configuration.apply({ documents, at: AT, actor: SYSTEM, summary: null });
      for (const code of codes) registry.person(1, code);
    });
    return bench;
  };

  it('is read a few at a time, each site once, what is above it first', () => {
    using bench = filled();
    const read = [...bench.store.configuration.eachDocument()];
    expect(read.map(({ code }) => code)).toEqual(['ACME', 'R', ...codes]);
    expect(read.at(-1)).toMatchObject({ parent: 'R', tenant: 'ACME', document: { name: 'S-600' } });
    expect(bench.store.configuration.documents()).toEqual(read);
  });

  it('has one object for what its sites say in the same words, and says the same as what is stored', () => {
    using bench = tempStore();
    const { configuration, transaction } = bench.store;
    const audit = { enabled: true };
    const said = [{ audit }, { audit, tours: [] }, { audit: { enabled: false } }, {}];
    const own = sites.slice(0, said.length).map((site, place) => {
      return { ...site, document: { ...said[place], name: `Gate "${place}" é\\` } };
    });
    transaction(() =>
      configuration.apply({ documents: [...above, ...own], at: AT, actor: SYSTEM, summary: null }),
    );
    const read = [...configuration.eachDocument()].slice(above.length);
    expect(read.map(({ document }) => document)).toEqual(own.map(({ document }) => document));
    const audits = read.map(({ document }) => (document as { audit?: object }).audit);
    expect(audits[1]).toBe(audits[0]);
    expect(audits[2]).toEqual({ enabled: false });
  });

  it('is damaged where a stored site is no JSON any more', () => {
    using bench = filled();
    const { configuration, session } = bench.store;
    session.transaction(() => session.prepare<[]>("UPDATE site SET document = '{' WHERE id = 300").run());
    expect(() => [...configuration.eachDocument()]).toThrow(SyntaxError);
  });

  it('has the numbers of its people from one question', () => {
    using bench = filled();
    const { registry, statements, transaction } = bench.reopen();
    const before = statements();
    expect(transaction(() => codes.map((code) => registry.person(1, code)))).toEqual(
      codes.map((_, index) => index + 1),
    );
    expect(statements() - before).toBe(1);
  });
});

describe('the ledger', () => {
  const round: RoundRecord = {
    cadence: 'HEARTBEAT',
    slot: AT,
    outcome: 'RAN',
    into_slot: null,
    site_ids: [3, 300, 3],
    ran_at: AT + 5,
    duration_ms: 1.5,
    breaches: 1,
    opened: 1,
    suppressed: 0,
    failures: 0,
    queries: 4,
  };

  it('counts a site once per slot, and adds only rounds that bring new ones', () => {
    using bench = tempStore();
    const { schedule, transaction, session } = bench.store;
    const record = (more: Partial<RoundRecord>) => transaction(() => schedule.record({ ...round, ...more }));
    expect(record({})).toEqual([3, 300]);
    expect(record({})).toEqual([]);
    expect(record({ site_ids: [300, 7] })).toEqual([7]);
    expect([...schedule.ran('HEARTBEAT', AT, [1, 3, 7, 300])]).toEqual([3, 7, 300]);
    expect([...schedule.ran('DEEP', AT, [3])]).toEqual([]);
    expect(record({ outcome: 'SKIPPED' })).toEqual([3, 300]);
    const rows = session.rows<[], [number, number, number]>(
      'SELECT site_count, breaches, into_slot FROM ledger',
    );
    expect(rows.all().sort()).toEqual([
      [2, 1, 0],
      [3, 2, 0],
    ]);
  });

  it('keeps slots that were missed as one row a run, however many they are', () => {
    using bench = tempStore();
    const { schedule, transaction, session } = bench.store;
    const run = { cadence: 'HEARTBEAT', from_slot: AT, period: 300_000, ran_at: AT + 9 } as const;
    const missed = (site_ids: number[], slots: number) =>
      transaction(() => schedule.missed({ ...run, into_slot: AT + slots * 300_000, site_ids }));
    expect(missed([3, 300, 3], 1_000_000)).toEqual([3, 300]);
    expect(missed([300, 7], 1_000_000)).toEqual([7]);
    expect(missed([3], 2)).toEqual([3]);
    const counts = session.pluck<[], number>('SELECT site_count FROM missed_run ORDER BY into_slot');
    expect(counts.all()).toEqual([1, 3]);
  });

  it('holds any set of sites', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }));
    fc.assert(
      fc.property(ids, ids, (first, second) => {
        const bitmap = withSites(withSites(new Uint8Array(), first), second);
        expect(sitesOf(bitmap)).toEqual([...new Set([...first, ...second])].sort((a, b) => a - b));
      }),
    );
  });

  it('keeps where each site stands', () => {
    using bench = tempStore();
    const { schedule, transaction } = bench.store;
    const row = {
      site_id: 1,
      cadence: 'DEEP',
      next_slot: null,
      first_slot: AT,
      last_slot: AT,
      last_run_at: null,
      watched_since: AT,
      runs: 1,
    } as const;
    transaction(() => schedule.save([row]));
    transaction(() => schedule.save([{ ...row, runs: 2, next_slot: AT + 1 }]));
    expect(schedule.due()).toEqual([{ ...row, runs: 2, next_slot: AT + 1 }]);
  });
});

describe('other memory', () => {
  it('versions runbooks only when they change', () => {
    using bench = tempStore();
    const { runbooks, transaction } = bench.store;
    const runbook: Omit<Runbook, 'version'> = {
      finding_type: 'TOUR_OVERDUE',
      title: 'Tour overdue',
      category: 'OPERATIONAL',
      severity: 'HIGH',
      description: '',
      evidence_required: ['tour_log'],
      steps: [{ text: 'Call', expected_minutes: 2, requires_note: false }],
      escalation_sla_minutes: 15,
      escalate_to_role: 'supervisor',
      auto_actions: [],
      auto_action_enabled: false,
      low_risk: false,
    };
    const add = (one: typeof runbook) => transaction(() => runbooks.add([one], AT, SYSTEM));
    expect(add(runbook)).toEqual([{ ...runbook, version: 1 }]);
    expect(add({ ...runbook })).toEqual([]);
    expect(add({ ...runbook, title: 'Late' })).toEqual([{ ...runbook, title: 'Late', version: 2 }]);
    expect(runbooks.all()).toEqual([{ ...runbook, title: 'Late', version: 2 }]);
    expect(runbooks.get('TOUR_OVERDUE', 1)).toEqual({ ...runbook, version: 1 });
    expect(runbooks.get('TOUR_OVERDUE', 3)).toBeNull();
  });

  it('keeps profiles by site and hour, and forgets a site wholly', () => {
    using bench = tempStore();
    const { profiles, transaction } = bench.store;
    const cell = {
      site_id: 1,
      stream: 1,
      hour_of_week: 5,
      n: 2,
      mean: 1.5,
      m2: 0.5,
      min: 1,
      max: 2,
      recent: [1, 2.5],
    };
    const cells = [cell, { ...cell, hour_of_week: 6, recent: [] }, { ...cell, site_id: 2 }];
    transaction(() => {
      profiles.save(cells);
      profiles.save([{ ...cell, n: 3 }]);
      profiles.setLearnedTo([{ site_id: 1, at: AT }]);
    });
    expect(profiles.cells([1], null)).toEqual([{ ...cell, n: 3 }, cells[1]]);
    expect(profiles.cells([1, 2], [5])).toEqual([{ ...cell, n: 3 }, cells[2]]);
    expect(profiles.learnedTo()).toEqual(new Map([[1, AT]]));
    transaction(() => profiles.clear([1]));
    expect(profiles.cells([1, 2], null)).toEqual([cells[2]]);
    expect(profiles.learnedTo().size).toBe(0);
  });

  it('quarantines a line once and lists an unknown code once', () => {
    using bench = tempStore();
    const { quarantine, transaction, session } = bench.store;
    const line = { at: AT, reason: 'FUTURE', detail: 'x', site: null, place: 'line 3', raw: '{}' } as const;
    expect(transaction(() => [quarantine.add(line), quarantine.add({ ...line, at: AT + 1 })])).toEqual([
      true,
      false,
    ]);
    const code = { tenant_id: 1, site: 'A', kind: 'person', code: 'G', at: AT } as const;
    transaction(() => [code, { ...code, site: 'B' }].forEach(quarantine.unknownReference));
    expect(session.rows<[], [string]>('SELECT site FROM unknown_reference').all()).toEqual([['A']]);
  });

  it('adds up what each source was heard to say', () => {
    using bench = tempStore();
    const { registry, sources, transaction } = bench.store;
    const id = transaction(() => registry.source(null, 'gateway'));
    const heard = { source_id: id, site_ids: [1, 2], last_event_at: AT, last_received_at: AT + 9, events: 5 };
    transaction(() =>
      sources.heard([heard, { ...heard, site_ids: [2, 3], last_event_at: AT - 1, events: 1 }]),
    );
    expect(sources.all()).toEqual([
      {
        id,
        tenant_id: null,
        code: 'gateway',
        sites: 3,
        last_event_at: AT,
        last_received_at: AT + 9,
        events: 6,
      },
    ]);
  });

  it('counts what a maintenance window held back', () => {
    using bench = tempStore();
    const { suppressed, transaction, session } = bench.store;
    const row = {
      site: 'RB-01',
      window_start: AT,
      window_end: AT + 9,
      reason: 'test',
      finding_type: 'SILENT_SITE',
      subject: '',
      at: AT + 1,
    };
    transaction(() => [row, { ...row, at: AT + 5 }].forEach(suppressed.add));
    const rows = session
      .rows<[], [number, number, number]>('SELECT first_at, last_at, count FROM suppressed')
      .all();
    expect(rows).toEqual([[AT + 1, AT + 5, 2]]);
  });

  it('counts the statements that ran', () => {
    using bench = tempStore();
    const { store } = bench;
    const before = store.statements();
    store.transaction(() => store.state.set('a', 'b'));
    store.snapshot(() => [store.state.get('a'), store.state.get('c')]);
    expect(store.statements() - before).toBe(3);
  });

  it('refuses a transaction within a transaction', () => {
    using bench = tempStore();
    const { transaction, state } = bench.store;
    expect(() => transaction(() => transaction(() => undefined))).toThrow('open already');
    transaction(() => state.set('a', 'still works'));
    expect(state.get('a')).toBe('still works');
  });
});
