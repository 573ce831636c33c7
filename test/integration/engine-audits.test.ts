import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { fix, phone, tourEvent } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { live, noticed, notices, one, START } from '#test/kit/quiet-site.ts';

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
      title: 'Site silent · S-1',
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

  it('asks no rule that is switched off at the site, and ends what it had found there', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    live(bench, 60);
    bench.clock.advance(90 * MINUTE);
    expect(bench.findings()).toHaveLength(3);
    await bench.configure(one({ audit: { disabled_rules: ['SILENT_SITE', 'CRITICAL_SIGNAL_LOW'] } }));
    bench.clock.advance(10 * MINUTE);
    expect(bench.findings().map(({ condition }) => condition)).toEqual(['CLEARED', 'CLEARED', 'CLEARED']);
    bench.clock.advance(3 * HOUR);
    expect(bench.findings()).toHaveLength(3);
    await bench.configure(one({ audit: { disabled_rules: [] } }));
    bench.clock.advance(10 * MINUTE);
    expect(bench.findings().filter(({ condition }) => condition === 'ACTIVE')).toHaveLength(3);
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

describe('audit now', () => {
  it('is a row of the trail with who asked, of what, and what was found, also when nothing was', async () => {
    await using bench = await engineBench('2026-01-06T00:00:00Z');
    await bench.configure(one());
    const begin = Date.parse(START);
    bench.say(...Array.from({ length: 12 }, (_, i) => phone('S-1', begin + i * 10 * MINUTE)));
    const at = begin + 150 * MINUTE;
    await bench.engine.handlers['audit.run']({ sites: ['S-1'], cadence: 'HEARTBEAT', at }, ADA);
    bench.clock.advance(MINUTE);
    await bench.engine.handlers['audit.run']({ sites: [], at }, ADA);
    const row = { action: 'audit.ran', actor: { name: 'local:ada' } };
    const first = { sites: ['S-1'], cadence: 'HEARTBEAT', as_of: at, sites_audited: 1, opened: 1, errors: 0 };
    expect(bench.store.trail.of('engine', 'audit')).toMatchObject([
      { ...row, at: bench.clock.now() - MINUTE, after: { ...first, total_findings: 1, suppressed: 0 } },
      { ...row, at: bench.clock.now(), after: { sites: 'all', cadence: 'all', as_of: at, opened: 0 } },
    ]);
    expect(bench.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('writes nothing down of what was refused', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    expect(() => bench.engine.handlers['audit.run']({ sites: ['NONE'] }, ADA)).toThrow('No site NONE');
    expect(bench.store.trail.of('engine', 'audit')).toEqual([]);
  });

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
