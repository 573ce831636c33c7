import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn, fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { live, lone, noticed, one, START } from '#test/kit/quiet-site.ts';

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

describe('a site that falls silent', () => {
  /** The last phone event some minutes before the last fix, until the first finding. */
  async function fallingSilent() {
    const bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    live(bench, 90);
    bench.say(phone('S-1', bench.clock.now()));
    bench.clock.advance(4 * MINUTE);
    bench.say(fix('S-1', bench.clock.now()));
    while (bench.findings().length === 0) bench.clock.advance(5 * SECOND);
    return bench;
  }

  it('is heard once, though one of its signals was found low a round before', async () => {
    await using bench = await fallingSilent();
    expect(bench.findings().map(({ finding_type }) => finding_type)).toEqual([
      'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
    ]);
    expect(noticed(bench)).toEqual([]);
    bench.clock.advance(2 * HOUR);
    const [silent] = bench.findings('SILENT_SITE');
    expect(new Set(noticed(bench))).toEqual(new Set([silent?.id]));
  });

  it('is heard by its low signal when somebody lives there after all, and once only', async () => {
    await using bench = await fallingSilent();
    const [low] = bench.findings();
    bench.say(fix('S-1', bench.clock.now()));
    bench.clock.advance(9 * MINUTE); // it would be escalated after 10
    expect(bench.findings('SILENT_SITE')).toEqual([]);
    expect(noticed(bench)).toEqual([low?.id]);
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
