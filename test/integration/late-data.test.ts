import { describe, expect, it } from 'vitest';
import type { TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn, fix, phone, tourEvent } from '#test/kit/events.ts';
import { live, lone, noticed, one, START } from '#test/kit/quiet-site.ts';

const T0 = Date.parse(START);

/** Says events that happened when they say and arrive now. */
const sayLate = (bench: EngineBench, ...events: readonly TelemetryEvent[]) =>
  bench.say(...events.map((event) => ({ ...event, received_at: bench.clock.now() })));
const signs = (ts: EpochMs): TelemetryEvent[] => [phone('S-1', ts), fix('S-1', ts)];
const tick = (bench: EngineBench) => bench.clock.advance(6 * SECOND);
const reasons = (bench: EngineBench, id: string | undefined) =>
  bench.store.trail.of('finding', id ?? '').map(({ action }) => action.replace('finding.', ''));
const only = (bench: EngineBench, type: string) => {
  const [finding, ...more] = bench.findings(type);
  if (finding === undefined || more.length > 0) throw new Error(`not one ${type}`);
  return finding;
};

/** A site that fell silent an hour and some minutes ago, and was found so. */
async function silentBench(site: Parameters<typeof one>[0] = {}): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one(site));
  bench.engine.start();
  live(bench, 120);
  while (bench.findings('SILENT_SITE').length === 0) bench.clock.advance(5 * SECOND);
  bench.clock.advance(SECOND);
  return bench;
}
/** The slot at which a finding was detected: at most a tick before. */
const slotOf = ({ detected_at }: { readonly detected_at: EpochMs }) =>
  Math.floor(detected_at / MINUTE) * MINUTE;

describe('late data', () => {
  it('explains a silent site and its symptoms, keeps both in the history, and makes no noise', async () => {
    await using bench = await silentBench();
    const { id, detected_at } = only(bench, 'SILENT_SITE');
    const heard = noticed(bench).length;
    sayLate(bench, ...signs(T0 + 130 * MINUTE), ...signs(T0 + 150 * MINUTE));
    tick(bench);

    expect(bench.findings().map(({ condition, status }) => [condition, status])).toEqual([
      ['CLEARED', 'NEW'],
      ['CLEARED', 'NEW'],
      ['CLEARED', 'NEW'],
    ]);
    expect(only(bench, 'SILENT_SITE').explanation.late_data).toEqual({
      events: 4,
      first: T0 + 130 * MINUTE,
      last: T0 + 150 * MINUTE,
    });
    const trail = bench.store.trail.of('finding', id);
    expect(trail.map(({ action }) => action)).toEqual(['finding.opened', 'finding.explained_by_late_data']);
    expect(trail.at(-1)?.reason).toBe(
      '4 events from 2026-01-05T02:10:00.000Z to 2026-01-05T02:30:00.000Z arrived after it was found',
    );
    expect(noticed(bench)).toHaveLength(heard);
    const captures = bench.store.evidence.of(id);
    expect(captures.map(({ capture }) => capture)).toEqual(['OPENED', 'LATE_DATA']);
    expect(captures[1]?.evidence.collection_window.end).toBe(new Date(detected_at).toISOString());
    const positions = captures.map(({ evidence }) => evidence.location_history.length);
    expect(positions[1]).toBe((positions[0] ?? 0) + 2);
  });

  it('explains nothing from exactly as long before as the rule looks, and everything from a minute later', async () => {
    await using bench = await silentBench();
    const edge = slotOf(only(bench, 'SILENT_SITE')) - HOUR;
    sayLate(bench, ...signs(edge));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').condition).toBe('ACTIVE');
    sayLate(bench, ...signs(edge + MINUTE));
    tick(bench);
    expect(reasons(bench, only(bench, 'SILENT_SITE').id).at(-1)).toBe('explained_by_late_data');
  });

  it('leaves a count that is still too low, until enough has come', async () => {
    await using bench = await engineBench(START);
    const signal_thresholds = { phone_events: { min_count: 3, window_minutes: 60 } };
    await bench.configure(one({ audit: { critical_signals: ['phone_events'], signal_thresholds } }));
    bench.engine.start();
    live(bench, 60);
    for (let i = 0; i < 7; i++) {
      bench.say(fix('S-1', bench.clock.now()));
      bench.clock.advance(10 * MINUTE);
    }
    const low = () => only(bench, 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
    const slot = slotOf(low());
    const last = slotOf({ detected_at: low().last_seen_at });
    sayLate(bench, phone('S-1', slot - MINUTE));
    tick(bench);
    expect(low().condition).toBe('ACTIVE');
    const more = [1, 2, 3].flatMap((step) => [slot - step * MINUTE, last - step * MINUTE]);
    sayLate(bench, ...more.map((ts) => phone('S-1', ts + SECOND)));
    tick(bench);
    expect(low()).toMatchObject({ condition: 'CLEARED', explanation: { late_data: { events: 7 } } });
  });

  it('leaves a site open whose silence went on after what came late', async () => {
    await using bench = await silentBench();
    const slot = slotOf(only(bench, 'SILENT_SITE'));
    bench.clock.advance(50 * MINUTE);
    sayLate(bench, ...signs(slot - 30 * MINUTE));
    bench.say(...signs(bench.clock.now()));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').condition).toBe('ACTIVE');
    expect(reasons(bench, only(bench, 'SILENT_SITE').id)).not.toContain('explained_by_late_data');
  });

  it('leaves a site open that is silent now', async () => {
    await using bench = await silentBench();
    const { id, detected_at } = only(bench, 'SILENT_SITE');
    sayLate(bench, ...signs(slotOf({ detected_at }) - HOUR + 2 * SECOND));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').condition).toBe('ACTIVE');
    expect(reasons(bench, id)).toEqual(['opened']);
  });

  it('lets a symptom go, and tells it, that is still true when its parent is explained', async () => {
    await using bench = await silentBench();
    sayLate(bench, fix('S-1', T0 + 150 * MINUTE));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').condition).toBe('CLEARED');
    const low = only(bench, 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
    expect(low).toMatchObject({ condition: 'ACTIVE', parent_id: null });
    expect(reasons(bench, low.id).at(-1)).toBe('released');
    bench.clock.advance(5 * MINUTE);
    expect(reasons(bench, low.id).at(-1)).toBe('announced');
    expect(noticed(bench)).toContain(low.id);
  });

  it('raises an explained finding again when the site falls silent after all, and counts no flap', async () => {
    await using bench = await silentBench();
    sayLate(bench, ...signs(slotOf(only(bench, 'SILENT_SITE')) - HOUR + MINUTE));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').condition).toBe('CLEARED');
    bench.clock.advance(6 * MINUTE);
    const silent = only(bench, 'SILENT_SITE');
    expect(silent).toMatchObject({ condition: 'ACTIVE', flaps: [] });
    expect(silent.explanation.late_data).toBeUndefined();
    expect(reasons(bench, silent.id).slice(0, 3)).toEqual(['opened', 'explained_by_late_data', 'reopened']);
  });

  it('leaves what a person did: acknowledged stays acknowledged, resolved stays resolved', async () => {
    await using bench = await silentBench();
    const { id } = only(bench, 'SILENT_SITE');
    const low = only(bench, 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
    await bench.engine.handlers['findings.acknowledge']({ ids: [id] }, ADA);
    await bench.engine.handlers['findings.resolve'](
      { ids: [low.id], disposition: 'BENIGN', note: 'Known.' },
      ADA,
    );
    sayLate(bench, ...signs(T0 + 150 * MINUTE));
    tick(bench);
    expect(only(bench, 'SILENT_SITE')).toMatchObject({ condition: 'CLEARED', status: 'ACKNOWLEDGED' });
    expect(reasons(bench, low.id).at(-1)).toBe('resolved');
    bench.clock.advance(2 * HOUR);
    expect(bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW')).toHaveLength(2);
  });

  it('explains in maintenance, too', async () => {
    const window = { start: '2026-01-05T02:59:00Z', end: '2026-01-05T06:00:00Z', reason: 'Panel test' };
    await using bench = await silentBench({ audit: { maintenance_windows: [window] } });
    bench.clock.advance(Date.parse(window.start) + MINUTE - bench.clock.now());
    const { last_seen_at } = only(bench, 'SILENT_SITE');
    sayLate(bench, ...signs(T0 + 150 * MINUTE), ...signs(last_seen_at - MINUTE));
    tick(bench);
    expect(reasons(bench, only(bench, 'SILENT_SITE').id).at(-1)).toBe('explained_by_late_data');
  });

  it('is looked at after a crash between its arrival and the next tick', async () => {
    await using bench = await silentBench();
    sayLate(bench, ...signs(T0 + 150 * MINUTE));
    await bench.restart('crash');
    tick(bench);
    expect(reasons(bench, only(bench, 'SILENT_SITE').id)).toEqual(['opened', 'explained_by_late_data']);
  });

  it('is not what came twice, nor what was known when the finding was made', async () => {
    await using bench = await silentBench();
    const { id } = only(bench, 'SILENT_SITE');
    sayLate(bench, ...signs(T0 + 110 * MINUTE));
    bench.say({ ...phone('S-1', T0 + 130 * MINUTE), received_at: T0 + 131 * MINUTE });
    tick(bench);
    expect(reasons(bench, id)).toEqual(['opened']);
  });

  it('gives the same findings in whatever order it arrives within a heartbeat, and however often', async () => {
    const late = [115, 125, 135, 145, 155, 165].flatMap((minute) => signs(T0 + minute * MINUTE));
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 8; turn++) {
      await using bench = await silentBench();
      const shuffled = late.map((event, index) => ({
        event,
        place: (index * (2 * turn + 5) + turn * 7) % 13,
      }));
      for (const { event } of shuffled.sort((a, b) => a.place - b.place)) {
        sayLate(bench, event, ...(turn % 2 === 0 ? [event] : []));
        if (turn % 3 === 0) tick(bench);
      }
      bench.clock.advance(10 * MINUTE);
      outcomes.add(
        JSON.stringify(bench.findings().map(({ id, condition, status }) => [id, condition, status])),
      );
    }
    expect(outcomes.size).toBe(1);
  });
});

describe('late data of a finding that was raised again', () => {
  /** A site that was found silent before 03:00, lived again from 03:00 to 03:40, and was silent since. */
  async function livedAgain(): Promise<EngineBench> {
    const bench = await silentBench();
    bench.clock.advance(T0 + 180 * MINUTE - bench.clock.now());
    live(bench, 50);
    expect(only(bench, 'SILENT_SITE').condition).toBe('CLEARED');
    return bench;
  }
  /** Until it is raised again, between 04:40 and 04:45. */
  function falls(bench: EngineBench): void {
    while (only(bench, 'SILENT_SITE').condition === 'CLEARED') bench.clock.advance(5 * SECOND);
    bench.clock.advance(SECOND);
  }

  it('explains the silence that is open, though the one before was real', async () => {
    await using bench = await livedAgain();
    falls(bench);
    const { id, detected_at, reopened_at } = only(bench, 'SILENT_SITE');
    expect([detected_at, reopened_at].map((at) => at !== null && Math.floor((at - T0) / HOUR))).toEqual([
      2, 4,
    ]);
    const heard = noticed(bench).length;
    sayLate(bench, ...[130, 240, 260].flatMap((minute) => signs(T0 + minute * MINUTE)));
    tick(bench);
    const { condition, explanation } = only(bench, 'SILENT_SITE');
    expect(condition).toBe('CLEARED');
    expect(explanation.late_data).toEqual({
      events: 4,
      first: T0 + 240 * MINUTE,
      last: T0 + 260 * MINUTE,
    });
    expect(reasons(bench, id).slice(-3)).toEqual(['cleared', 'reopened', 'explained_by_late_data']);
    expect(noticed(bench)).toHaveLength(heard);
  });

  it('leaves the silence that is open, when it explains the one before', async () => {
    await using bench = await livedAgain();
    falls(bench);
    sayLate(bench, ...signs(T0 + 130 * MINUTE), ...signs(T0 + 150 * MINUTE));
    bench.say(...signs(bench.clock.now()));
    tick(bench);
    const { id, condition } = only(bench, 'SILENT_SITE');
    expect(condition).toBe('ACTIVE');
    expect(reasons(bench, id).at(-1)).toBe('reopened');
  });

  it('counts from exactly as long before the slot as the rule looks, however late the tick', async () => {
    await using bench = await livedAgain();
    bench.clock.advance(3 * SECOND);
    await bench.restart('crash');
    falls(bench);
    const { reopened_at } = only(bench, 'SILENT_SITE');
    const slot = slotOf({ detected_at: reopened_at ?? 0 });
    expect(reopened_at).toBeGreaterThan(slot);
    sayLate(bench, phone('S-1', slot - HOUR + SECOND), phone('S-1', T0 + 260 * MINUTE));
    tick(bench);
    expect(only(bench, 'SILENT_SITE').explanation.late_data).toMatchObject({ events: 2 });
  });

  it('is looked at after a crash, too', async () => {
    await using bench = await livedAgain();
    falls(bench);
    sayLate(bench, ...signs(T0 + 260 * MINUTE));
    await bench.restart('crash');
    tick(bench);
    expect(reasons(bench, only(bench, 'SILENT_SITE').id).at(-1)).toBe('explained_by_late_data');
  });

  /** A site that must send three phone events an hour, sent fewer, then enough, and will fall short again after `full`. */
  async function enoughAgain() {
    const bench = await engineBench(START);
    const signal_thresholds = { phone_events: { min_count: 3, window_minutes: 60 } };
    await bench.configure(one({ audit: { critical_signals: ['phone_events'], signal_thresholds } }));
    bench.engine.start();
    live(bench, 60);
    bench.clock.advance(2 * HOUR);
    const full = slotOf({ detected_at: lowOf(bench).last_seen_at }) + 70 * MINUTE;
    bench.clock.advance(full - HOUR - bench.clock.now());
    bench.say(...[1, 2, 3].map((second) => phone('S-1', full - HOUR + second * SECOND)));
    bench.clock.advance(30 * MINUTE);
    bench.say(fix('S-1', bench.clock.now()));
    bench.clock.advance(full + MINUTE - bench.clock.now());
    expect(lowOf(bench).condition).toBe('CLEARED');
    return { bench, full, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
  }
  const lowOf = (bench: EngineBench) => only(bench, 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');

  it('does not count what had come when it was raised again', async () => {
    await using again = await enoughAgain();
    const { bench, full } = again;
    sayLate(bench, phone('S-1', full - 30 * MINUTE));
    bench.clock.advance(5 * MINUTE);
    expect(lowOf(bench).condition).toBe('ACTIVE');
    sayLate(bench, phone('S-1', full - 20 * MINUTE), phone('S-1', full - 10 * MINUTE));
    tick(bench);
    expect(lowOf(bench).explanation.late_data).toMatchObject({ events: 2 });
  });

  it('explains nothing that a person found between two slots and that is still wrong then', async () => {
    await using again = await enoughAgain();
    const { bench, full } = again;
    await bench.engine.handlers['audit.run']({ sites: ['S-1'] }, ADA);
    expect(lowOf(bench)).toMatchObject({ condition: 'ACTIVE', reopened_at: bench.clock.now() });
    bench.clock.advance(SECOND);
    sayLate(bench, phone('S-1', full - 30 * MINUTE));
    bench.say(...[0, 1].map((second) => phone('S-1', bench.clock.now() - second * SECOND)));
    tick(bench);
    expect(lowOf(bench).condition).toBe('ACTIVE');
    expect(reasons(bench, lowOf(bench).id)).not.toContain('explained_by_late_data');
  });
});

describe('late data of a device', () => {
  it('is what the rule looks at, and not whatever else came late with it', async () => {
    await using bench = await engineBench(START);
    const shift = { person: 'G-1', days: ['MON' as const], start: '00:00', end: '23:59' };
    const people = [{ code: 'G-1', name: 'A', role: 'guard' }];
    await bench.configure(one({ people, shifts: [shift], devices: [{ code: 'D-1', person: 'G-1' }] }));
    bench.engine.start();
    const report = (ts: EpochMs): TelemetryEvent => ({
      ...{ ...phone('S-1', ts, 'G-1'), device: 'D-1' },
      ...{ type: 'device', status: 'ONLINE', battery: 80 },
    });
    for (let minute = 0; minute < 60; minute += 5) {
      if (minute < 10) bench.say(report(bench.clock.now()));
      bench.say(phone('S-1', bench.clock.now(), 'G-1'));
      bench.clock.advance(5 * MINUTE);
    }
    expect(only(bench, 'DEVICE_OFFLINE').condition).toBe('ACTIVE');
    const late = T0 + 30 * MINUTE;
    sayLate(bench, tourEvent('S-1', late, 'T-1', 'R-1', 'STARTED'), report(late), report(late + 20 * MINUTE));
    tick(bench);
    const { condition, explanation } = only(bench, 'DEVICE_OFFLINE');
    expect({ condition, ...explanation.late_data }).toMatchObject({ condition: 'CLEARED', events: 2 });
  });
});

describe('late data of a tour', () => {
  const tour = {
    code: 'T-1',
    name: 'Perimeter',
    mandatory: true,
    starts: [{ days: ['MON' as const], at: '01:00' }],
    duration_minutes: 30,
    grace_minutes: 10,
    checkpoints: [{ code: 'C-1', name: 'Gate', lat: 52.52, lon: 13.405, radius_m: 25 }],
  };
  const scan = (ts: EpochMs): TelemetryEvent => ({
    ...phone('S-1', ts, 'G-1'),
    type: 'checkpoint_scan',
    tour: 'T-1',
    run: 'R-1',
    checkpoint: 'C-1',
    lat: null,
    lon: null,
  });
  const audit = { cadences: ['COMPREHENSIVE' as const] };

  async function tourBench(): Promise<EngineBench> {
    const bench = await engineBench(START);
    await bench.configure(one({ tours: [tour], audit }));
    bench.engine.start();
    bench.clock.advance(65 * MINUTE);
    bench.say(tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'STARTED'));
    return bench;
  }

  it('explains one as overdue whose completion took its time', async () => {
    await using bench = await tourBench();
    bench.clock.advance(HOUR);
    expect(only(bench, 'TOUR_OVERDUE').condition).toBe('ACTIVE');
    sayLate(bench, tourEvent('S-1', T0 + 90 * MINUTE, 'T-1', 'R-1', 'COMPLETED'));
    tick(bench);
    expect(reasons(bench, only(bench, 'TOUR_OVERDUE').id).at(-1)).toBe('explained_by_late_data');
  });

  it.each([
    ['explains one as incomplete whose scan came 48 h late', 0, 1],
    ['only stores a scan that came later than that', SECOND, 0],
  ])('%s', async (_, beyond, explained) => {
    await using bench = await tourBench();
    bench.clock.advance(25 * MINUTE);
    bench.say(tourEvent('S-1', bench.clock.now(), 'T-1', 'R-1', 'COMPLETED'));
    bench.clock.advance(HOUR);
    expect(only(bench, 'TOUR_INCOMPLETE')).toMatchObject({ condition: 'CLEARED', status: 'NEW' });
    const at = T0 + 80 * MINUTE;
    bench.clock.step(at + 48 * HOUR + beyond - bench.clock.now());
    sayLate(bench, scan(at));
    tick(bench);
    const { id, explanation, status } = only(bench, 'TOUR_INCOMPLETE');
    expect(status).toBe('NEW');
    expect(explanation.late_data?.events ?? 0).toBe(explained);
    expect(reasons(bench, id)).toEqual(['opened', 'explained_by_late_data'].slice(0, 1 + explained));
  });

  it('leaves what only a person ends', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ people: [lone] }));
    bench.engine.start();
    bench.clock.advance(HOUR);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    bench.clock.advance(10 * MINUTE);
    sayLate(bench, ...signs(T0 + 50 * MINUTE), checkIn('S-1', T0 + 55 * MINUTE, 'G-1'));
    tick(bench);
    expect(only(bench, 'DURESS').condition).toBe('ACTIVE');
  });
});
