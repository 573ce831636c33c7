import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn, fix, phone } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { lone, noticed } from '#test/kit/quiet-site.ts';

const START = '2026-01-05T08:00:00Z';
const at = (minutes: number): number => Date.parse(START) + minutes * MINUTE;

/** Sites in UTC whose one guard is on duty around the clock; at the first a lone worker beside. */
const fleet = (sites: number) =>
  fleetDocument({
    sites,
    site: (index) => {
      const guard = { code: `P-${index}`, name: 'A', role: 'guard' };
      const around = { days: ['MON', 'TUE'] as ('MON' | 'TUE')[], start: '00:00', end: '24:00' };
      const people = index === 0 ? [guard, lone] : [guard];
      const shifts = people.map(({ code }) => ({ person: code, ...around }));
      return { timezone: 'UTC', people, devices: [], tours: [], shifts };
    },
  });

/** What the sites send in a minute: a tenth of them each, and the lone worker's check-in every 20 minutes. */
function minuteOf(sites: number, at: number) {
  const minute = Math.floor(at / MINUTE);
  const now = Array.from({ length: sites }, (_, index) => index).filter(
    (index) => index % 10 === minute % 10,
  );
  return [
    ...now.flatMap((index) => [
      phone(`S-${index + 1}`, at, `P-${index}`),
      fix(`S-${index + 1}`, at, `P-${index}`),
    ]),
    ...(minute % 20 === 0 ? [checkIn('S-1', at, 'G-1')] : []),
  ];
}

/** Lives for some minutes; in an outage nothing gets through. Returns what did not. */
function live(bench: EngineBench, sites: number, minutes: number, out = false) {
  const lost = [];
  for (let i = 0; i < minutes; i++) {
    const events = minuteOf(sites, bench.clock.now());
    if (out) lost.push(...events);
    else bench.say(...events);
    bench.clock.advance(MINUTE);
  }
  return lost;
}

const typesOf = (bench: EngineBench) => bench.findings().map(({ finding_type }) => finding_type);

describe('a source of 200 sites that stops for 90 minutes by day', () => {
  it('is one notification beside the lone worker, and nothing of its sites follows when what it held back is lost', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(200));
    bench.engine.start();
    live(bench, 200, 90);
    expect(bench.findings()).toEqual([]);
    live(bench, 200, 90, true);
    expect(typesOf(bench).sort()).toEqual(['LONE_WORKER_OVERDUE', 'SOURCE_SILENT']);
    const [silent] = bench.findings('SOURCE_SILENT');
    expect(silent).toMatchObject({
      scope: 'source',
      scope_key: 'test',
      subject: 'source:test',
      site: null,
      severity: 'HIGH',
      condition: 'ACTIVE',
      condition_started_at: at(89) + 5 * MINUTE,
    });
    expect(silent?.explanation.text).toContain('200 sites for 6 min; 5 min are allowed');
    live(bench, 200, 90);
    expect(typesOf(bench).sort()).toEqual(['LONE_WORKER_OVERDUE', 'SOURCE_SILENT']);
    expect(bench.findings().map(({ condition }) => condition)).toEqual(['CLEARED', 'CLEARED']);
    expect(new Set(noticed(bench)).size).toBe(2);
  });
});

describe('a source', () => {
  it('leaves nothing behind when what it held back comes late', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(40));
    bench.engine.start();
    live(bench, 40, 90);
    const kept = live(bench, 40, 90, true);
    bench.say(...kept.map((event) => ({ ...event, received_at: bench.clock.now() })));
    live(bench, 40, 90);
    expect(typesOf(bench).sort()).toEqual(['LONE_WORKER_OVERDUE', 'SOURCE_SILENT']);
    expect(bench.findings('SOURCE_SILENT')[0]?.condition).toBe('CLEARED');
  });

  it('stays silent across a restart, and an outage that is known keeps its sites unjudged', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(40));
    bench.engine.start();
    live(bench, 40, 90);
    live(bench, 40, 20, true);
    await bench.restart();
    live(bench, 40, 100, true);
    expect(typesOf(bench).sort()).toEqual(['LONE_WORKER_OVERDUE', 'SOURCE_SILENT']);
    expect(bench.findings('SOURCE_SILENT')[0]).toMatchObject({ condition: 'ACTIVE', site: null });
  });

  it('adopts what was raised of its sites between its last event and its silence, and clears it with itself', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(40));
    bench.engine.start();
    for (let minute = 0; minute < 90; minute++) {
      const now = bench.clock.now();
      // half of the sites are last heard of 60 min and 10 s before the first audit after the source's last event
      if (minute === 29) bench.clock.advance(10_000);
      for (let index = 0; index < (minute < 30 ? 40 : 20); index++)
        bench.say(phone(`S-${index + 1}`, bench.clock.now()), fix(`S-${index + 1}`, bench.clock.now()));
      bench.clock.advance(now + MINUTE - bench.clock.now());
    }
    bench.clock.advance(15 * MINUTE);
    const [silent] = bench.findings('SOURCE_SILENT');
    const sites = bench.findings('SILENT_SITE');
    expect(sites.length).toBeGreaterThan(0);
    expect(new Set(sites.map(({ parent_id }) => parent_id))).toEqual(new Set([silent?.id]));
    live(bench, 40, 15);
    expect(new Set(bench.findings('SILENT_SITE').map(({ condition }) => condition))).toEqual(
      new Set(['CLEARED']),
    );
  });

  it('is not taken as silent while the engine was away, though nothing was received', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(40));
    bench.engine.start();
    live(bench, 40, 90);
    bench.clock.step(8 * HOUR);
    bench.clock.advance(MINUTE);
    live(bench, 40, 30);
    expect(bench.findings('SOURCE_SILENT')).toEqual([]);
  });

  it('is not judged with fewer than three sites: each of them speaks for itself', async () => {
    await using bench = await engineBench(START);
    await bench.configure(fleet(2));
    bench.engine.start();
    live(bench, 2, 240);
    live(bench, 2, 90, true);
    expect(new Set(typesOf(bench))).not.toContain('SOURCE_SILENT');
    expect(bench.findings('SILENT_SITE').length).toBe(2);
  });
});
