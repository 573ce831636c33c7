import { describe, expect, it } from 'vitest';
import type { SiteDocument } from '#core/config/document.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn, fix, phone, tourEvent } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const START = '2026-01-05T00:00:00Z';
/** One site in UTC with nothing but what the test gives it. */
const one = (site: Partial<SiteDocument> = {}) =>
  fleetDocument({
    sites: 1,
    site: () => ({ timezone: 'UTC', people: [], devices: [], shifts: [], tours: [], ...site }),
  });
const lone = {
  code: 'G-1',
  name: 'A',
  role: 'guard',
  lone_worker: { check_in_minutes: 30, grace_minutes: 3 },
};

/** A site that lives for `minutes`, phone and GPS every 10. */
function live(bench: EngineBench, minutes: number, site = 'S-1'): void {
  for (let i = 0; i < minutes; i += 10) {
    bench.say(phone(site, bench.clock.now()), fix(site, bench.clock.now()));
    bench.clock.advance(10 * MINUTE);
  }
}

const notices = (bench: EngineBench) =>
  bench.emitted.filter(({ event }) => event === 'notice').map(({ payload }) => payload);

/** Ids of the findings that people heard of. */
const noticed = (bench: EngineBench) =>
  bench.emitted.flatMap(({ payload }) =>
    typeof payload === 'object' && payload !== null && 'finding_id' in payload ? [payload.finding_id] : [],
  );

describe('the heartbeat', () => {
  it('makes one finding of a silent site, puts its low signals under it, and tells people once', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    live(bench, 120);
    expect(bench.findings()).toEqual([]);
    live(bench, 0);
    bench.clock.advance(75 * MINUTE);

    const [silent] = bench.findings('SILENT_SITE');
    const signals = bench.findings().filter(({ finding_type }) => finding_type !== 'SILENT_SITE');
    expect(silent).toMatchObject({
      finding_type: 'SILENT_SITE',
      severity: 'CRITICAL',
      status: 'NEW',
      condition: 'ACTIVE',
      site: 'S-1',
      parent_id: null,
    });
    expect(silent?.condition_started_at).toBe(Date.parse(START) + 110 * MINUTE + HOUR);
    expect(silent?.detected_at).toBeLessThan((silent?.condition_started_at ?? 0) + 5 * MINUTE + 6 * SECOND);
    expect(
      signals.map(({ finding_type, parent_id, alert_id }) => [finding_type, parent_id, alert_id]).sort(),
    ).toEqual([
      ['CRITICAL_SIGNAL_LOCATION_UPDATES_LOW', silent?.id, null],
      ['CRITICAL_SIGNAL_PHONE_EVENTS_LOW', silent?.id, null],
    ]);
    expect(notices(bench)[0]).toMatchObject({
      finding_id: silent?.id,
      severity: 'CRITICAL',
      title: 'S-1: Site silent',
    });
    expect(new Set(noticed(bench))).toEqual(new Set([silent?.id]));
  });

  it('clears the whole of it after the site speaks again, and keeps it on the feed until somebody has seen it', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    live(bench, 60);
    bench.clock.advance(90 * MINUTE);
    live(bench, 30);
    expect(bench.findings().map(({ condition, status }) => [condition, status])).toEqual([
      ['CLEARED', 'NEW'],
      ['CLEARED', 'NEW'],
      ['CLEARED', 'NEW'],
    ]);
  });

  it('raises one low signal on its own while the rest of the site goes on', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    live(bench, 60);
    for (let i = 0; i < 8; i++) {
      bench.say(fix('S-1', bench.clock.now()));
      bench.clock.advance(10 * MINUTE);
    }
    expect(bench.findings()).toMatchObject([
      {
        finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
        subject: 'signal:phone_events',
        runbook: { finding_type: 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW', version: 1 },
      },
    ]);
  });

  it('runs by the defaults at a site that says nothing of audits, and not at all where they are off', async () => {
    await using bench = await engineBench(START);
    const audits = (index: number) => (index === 0 ? {} : { audit: { enabled: false } });
    await bench.configure(
      fleetDocument({ sites: 2, site: (i) => ({ timezone: 'UTC', shifts: [], tours: [], ...audits(i) }) }),
    );
    bench.engine.start();
    bench.clock.advance(3 * HOUR);
    expect(bench.findings('SILENT_SITE').map(({ site }) => site)).toEqual(['S-1']);
    const off = bench.engine.fleet().byCode.get('S-2')?.id;
    const rows = bench.store.schedule.due().filter(({ site_id }) => site_id === off);
    expect(rows.map(({ runs }) => runs)).toEqual([0, 0, 0]);
  });

  it('expects nothing from before the first audit of a fresh import', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.clock.advance(59 * MINUTE);
    expect(bench.findings()).toEqual([]);
  });
});

describe('the comprehensive audit', () => {
  const tours = [
    {
      code: 'T-1',
      name: 'Perimeter',
      mandatory: true,
      starts: [{ days: ['MON' as const], at: '01:00' }],
      duration_minutes: 30,
      grace_minutes: 10,
      checkpoints: [],
    },
  ];

  it('finds a mandatory tour that was not completed, with its evidence and its runbook', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ tours, people: [{ code: 'G-1', name: 'A', role: 'guard' }] }));
    bench.engine.start();
    live(bench, 70);
    bench.say(
      tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'STARTED'),
      fix('S-1', bench.clock.now(), 'G-1'),
    );
    live(bench, 50);
    const [overdue] = bench.findings('TOUR_OVERDUE');
    expect(overdue).toMatchObject({
      subject: 'tour:T-1@2026-01-05T01:00',
      severity: 'HIGH',
      runbook: { finding_type: 'TOUR_OVERDUE', version: 1 },
    });
    const [row] = bench.store.evidence.of(overdue?.id ?? '');
    expect(row).toMatchObject({
      capture: 'OPENED',
      evidence: {
        collection_window: { duration_minutes: 120 },
        tour_logs: [{ tour: 'T-1', run: 'R-1', status: 'STARTED' }],
        guard_status: [{ people_id: 'G-1', last_location: { lat: 52.52 } }],
        required: [
          { name: 'tour_log', present: true },
          { name: 'location_history', present: true },
          { name: 'guard_status', present: true },
        ],
      },
    });
    expect(row?.evidence.signal_counts.phone_events).toBeGreaterThan(5);
  });

  it('settles it when the tour is completed after all', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ tours }));
    bench.engine.start();
    live(bench, 120);
    bench.say(
      tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'STARTED'),
      tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'COMPLETED'),
    );
    live(bench, 20);
    // the run began after its start's time, yet it belongs to that start: there is no other
    expect(bench.findings('TOUR_OVERDUE')).toMatchObject([{ condition: 'CLEARED', status: 'NEW' }]);
  });

  it('keeps no more than the window as evidence where collecting is off', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ tours, audit: { collect_evidence: false } }));
    bench.engine.start();
    live(bench, 120);
    const [overdue] = bench.findings('TOUR_OVERDUE');
    expect(bench.store.evidence.of(overdue?.id ?? '')[0]?.evidence).toMatchObject({
      signal_counts: {},
      location_history: [],
    });
  });
});

describe('alerts', () => {
  it('are made at and above the threshold of the site, and not below it', async () => {
    await using bench = await engineBench(START);
    const audit = (alert_severity_threshold: 'HIGH' | 'CRITICAL') => ({ alert_severity_threshold });
    await bench.configure(
      fleetDocument({
        sites: 2,
        site: (i) => ({
          timezone: 'UTC',
          shifts: [],
          tours: [],
          audit: audit(i === 0 ? 'HIGH' : 'CRITICAL'),
        }),
      }),
    );
    bench.engine.start();
    for (let i = 0; i < 14; i++) {
      bench.say(fix('S-1', bench.clock.now()), fix('S-2', bench.clock.now()));
      bench.clock.advance(10 * MINUTE);
    }
    const low = bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
    expect(low.map(({ site, alert_id }) => [site, alert_id !== null])).toEqual(
      expect.arrayContaining([
        ['S-1', true],
        ['S-2', false],
      ]),
    );
    expect(new Set(noticed(bench))).toEqual(
      new Set(low.filter(({ site }) => site === 'S-1').map(({ id }) => id)),
    );
  });

  it('follow their finding through acknowledging and resolving', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const [duress] = bench.findings('DURESS');
    const id = duress?.id ?? '';
    const state = () => bench.store.alerts.ofFinding(id)?.state;
    expect(state()).toBe('OPEN');
    await bench.engine.handlers['findings.acknowledge']({ ids: [id] }, ADA);
    expect(state()).toBe('ACKNOWLEDGED');
    await bench.engine.handlers['findings.resolve'](
      { ids: [id], disposition: 'TRUE_POSITIVE', note: 'Police called' },
      ADA,
    );
    expect(state()).toBe('CLOSED');
  });
});

describe('maintenance', () => {
  const maintenance_windows = [
    { start: '2026-01-05T02:00:00Z', end: '2026-01-05T04:00:00Z', reason: 'Panel test' },
  ];

  it('holds findings back, counts what it held, and raises at its end what is still true', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ audit: { maintenance_windows } }));
    bench.engine.start();
    live(bench, 120);
    bench.clock.advance(2 * HOUR - MINUTE);
    expect(bench.findings()).toEqual([]);
    bench.clock.advance(MINUTE + 5 * SECOND);
    const [silent] = bench.findings('SILENT_SITE');
    expect(silent?.detected_at).toBe(Date.parse('2026-01-05T04:00:00Z'));
    expect(silent?.condition_started_at).toBe(Date.parse('2026-01-05T02:50:00Z'));
  });

  it('does not hold back a call for help or a lone worker', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [lone], audit: { maintenance_windows } }));
    bench.engine.start();
    live(bench, 130);
    bench.say(
      attendance('S-1', bench.clock.now(), 'G-1', 'IN'),
      checkIn('S-1', bench.clock.now(), 'G-2', 'DURESS'),
    );
    live(bench, 40);
    expect(bench.findings().map(({ finding_type }) => finding_type)).toEqual([
      'DURESS',
      'LONE_WORKER_OVERDUE',
    ]);
  });
});

describe('a lone worker', () => {
  it('is found within a tick of the deadline and settled by the next check-in', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [lone] }));
    bench.engine.start();
    live(bench, 10);
    const came = bench.clock.now();
    bench.say(attendance('S-1', came, 'G-1', 'IN'));
    bench.clock.advance(33 * MINUTE);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toEqual([]);
    bench.clock.advance(5 * SECOND);
    const [overdue] = bench.findings('LONE_WORKER_OVERDUE');
    expect(overdue).toMatchObject({
      subject: 'person:G-1',
      cadence: 'TIMER',
      condition_started_at: came + 33 * MINUTE,
    });
    expect((overdue?.detected_at ?? 0) - (came + 33 * MINUTE)).toBeLessThanOrEqual(5 * SECOND);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1'));
    expect(bench.findings('LONE_WORKER_OVERDUE')).toMatchObject([{ condition: 'CLEARED' }]);
  });

  it('is found at wake after the machine slept through the deadline, and after a crash', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [lone] }));
    bench.engine.start();
    live(bench, 10);
    bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'));
    bench.clock.advance(MINUTE);
    await bench.restart('crash');
    bench.clock.step(8 * HOUR);
    bench.clock.advance(5 * SECOND);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toHaveLength(1);
    bench.clock.advance(2 * HOUR);
    expect(bench.findings('LONE_WORKER_OVERDUE')).toHaveLength(1);
  });
});

describe('a call for help', () => {
  it('is raised when it is received, whatever its age, site or settings, and every further one is heard', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ audit: { enabled: false, alert_on_finding: false } }));
    const now = bench.clock.now();
    bench.say(
      checkIn('S-1', now - 30 * 24 * HOUR, 'G-1', 'DURESS'),
      checkIn('NOWHERE', now, 'G-2', 'DURESS'),
    );
    expect(bench.findings('DURESS').map(({ site, subject, scope }) => [site, subject, scope])).toEqual(
      expect.arrayContaining([
        ['S-1', 'person:G-1', 'site'],
        [null, 'person:G-2', 'installation'],
      ]),
    );
    bench.say(checkIn('S-1', now + 1, 'G-1', 'DURESS'));
    expect(bench.findings('DURESS').find(({ site }) => site === 'S-1')).toMatchObject({
      occurrences: 2,
      status: 'NEW',
    });
    expect(notices(bench)).toHaveLength(3);
  });

  it('is cleared by no audit and no event, only by a person; the next one after that is a new finding', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    live(bench, 60);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'OK'));
    const [duress] = bench.findings('DURESS');
    expect(duress).toMatchObject({ condition: 'ACTIVE' });
    await bench.engine.handlers['findings.resolve'](
      { ids: [duress?.id ?? ''], disposition: 'BENIGN', note: 'Drill' },
      ADA,
    );
    bench.say(checkIn('S-1', bench.clock.now() + 1, 'G-1', 'DURESS'));
    expect(
      bench
        .findings('DURESS')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['NEW', 'RESOLVED']);
  });
});

describe('what was not watched', () => {
  it('is one finding of what was missed, after a sleep and after a crash, LOW when a person had stopped Vigil', async () => {
    for (const [how, severity] of [
      ['sleep', 'MEDIUM'],
      ['crash', 'MEDIUM'],
      ['planned', 'LOW'],
    ] as const) {
      await using bench = await engineBench(START);
      await bench.configure(one());
      bench.engine.start();
      live(bench, 60);
      if (how === 'sleep') bench.clock.step(8 * HOUR);
      else {
        if (how === 'planned') bench.engine.stop(true);
        bench.clock.step(8 * HOUR);
        await bench.restart('crash');
      }
      bench.clock.advance(20 * MINUTE);
      const gaps = bench.findings('AUDIT_GAP');
      expect(gaps, how).toMatchObject([
        { severity, condition: 'CLEARED', status: 'NEW', site: null, scope: 'installation' },
      ]);
      // a silence that reaches into the gap is not judged
      expect(bench.findings('SILENT_SITE'), how).toEqual([]);
    }
  });

  it('gives every slot one outcome: the newest missed one ran, the others were folded into it', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.clock.advance(HOUR);
    bench.clock.step(2 * HOUR);
    bench.clock.advance(HOUR);
    const [heartbeat] = bench.store.schedule.due().filter(({ cadence }) => cadence === 'HEARTBEAT');
    const first = heartbeat?.first_slot ?? 0;
    const siteId = heartbeat?.site_id ?? 0;
    for (let slot = first; slot <= first + HOUR - 5 * MINUTE; slot += 5 * MINUTE) {
      expect(bench.store.schedule.ran('HEARTBEAT', slot, [siteId]).has(siteId)).toBe(true);
    }
    // 12 + 12 slots ran in the watched hours and one of the 24 of the sleep
    expect(heartbeat?.runs).toBe(25);
  });
});

describe('the workflow', () => {
  it('keeps a resolved finding closed while its cause lasts, and opens a new one when it comes back', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ audit: { critical_signals: ['phone_events'] } }));
    bench.engine.start();
    const walk = (minutes: number, withPhone: boolean) => {
      for (let i = 0; i < minutes; i += 10) {
        bench.say(fix('S-1', bench.clock.now()), ...(withPhone ? [phone('S-1', bench.clock.now())] : []));
        bench.clock.advance(10 * MINUTE);
      }
    };
    walk(90, false);
    const [first] = bench.findings();
    await bench.engine.handlers['findings.resolve'](
      { ids: [first?.id ?? ''], disposition: 'BENIGN', note: 'Phone swapped' },
      ADA,
    );
    walk(60, false);
    expect(bench.findings()).toHaveLength(1);
    await bench.restart();
    walk(60, false);
    expect(bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW')).toHaveLength(1);
    walk(30, true);
    walk(90, false);
    expect(bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW').map(({ status }) => status)).toEqual([
      'RESOLVED',
      'NEW',
    ]);
  });

  it('says why what could not be done was not, and does the rest', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const [duress] = bench.findings();
    const id = duress?.id ?? '';
    expect(await bench.engine.handlers['findings.acknowledge']({ ids: [id, 'F-NONE'] }, ADA)).toEqual({
      changed: [id],
      refused: [{ id: 'F-NONE', why: 'No such finding.' }],
    });
    expect(
      await bench.engine.handlers['findings.shelve']({ ids: [id], minutes: 5, reason: 'x' }, ADA),
    ).toMatchObject({ changed: [] });
    expect(
      await bench.engine.handlers['findings.acknowledge'](
        { ids: [id] },
        { ...ADA, scope: { tenants: ['OTHER'] } },
      ),
    ).toMatchObject({ changed: [] });
  });

  it('writes who did what into a chain that holds', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const id = bench.findings()[0]?.id ?? '';
    await bench.engine.handlers['findings.acknowledge']({ ids: [id], note: 'On it' }, ADA);
    expect(
      bench.store.trail.of('finding', id).map(({ action, actor, reason }) => [action, actor.name, reason]),
    ).toEqual([
      ['finding.opened', 'system', expect.any(String)],
      ['finding.acknowledged', 'local:ada', 'On it'],
    ]);
    expect(bench.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('lets an acknowledgement lapse while the condition lasts, also over a restart', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const id = bench.findings('DURESS')[0]?.id ?? '';
    await bench.engine.handlers['findings.acknowledge']({ ids: [id] }, ADA);
    await bench.restart();
    bench.clock.advance(15 * MINUTE + 5 * SECOND);
    expect(bench.findings('DURESS')).toMatchObject([{ status: 'NEW', acknowledged_by: null }]);
  });
});

describe('audit now', () => {
  it('audits as of an instant of the past, from the oldest stored event on, on a site without slots', async () => {
    await using bench = await engineBench('2026-01-06T00:00:00Z');
    await bench.configure(one());
    const begin = Date.parse(START);
    bench.say(...Array.from({ length: 12 }, (_, i) => phone('S-1', begin + i * 10 * MINUTE)));
    const audit = (at: number) =>
      bench.engine.handlers['audit.run']({ sites: [], cadence: 'HEARTBEAT', at }, ADA);
    expect(await audit(begin + 150 * MINUTE)).toMatchObject({
      sites_audited: 1,
      total_findings: 1,
      errors: [],
    });
    expect(bench.findings()).toMatchObject([{ finding_type: 'CRITICAL_SIGNAL_LOCATION_UPDATES_LOW' }]);
    expect(await audit(begin + 200 * MINUTE)).toMatchObject({ total_findings: 3, alerts_created: 1 });
    expect(bench.findings('SILENT_SITE')).toMatchObject([
      { condition_started_at: begin + 110 * MINUTE + HOUR },
    ]);
  });
});
