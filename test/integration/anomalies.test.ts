import { describe, expect, it } from 'vitest';
import { quarterAt } from '#core/anomaly/quarters.ts';
import { emptyState } from '#core/anomaly/state.ts';
import type { SiteDocument } from '#core/config/document.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { DETECTORS } from '#main/services/baselines/detectors.ts';
import { rebuilt } from '#main/services/baselines/rebuilt.ts';
import { ADA, type EngineBench } from '#test/kit/engine-bench.ts';
import { metric } from '#test/kit/events.ts';
import { habit, QUARTER } from '#test/kit/habit.ts';
import { noticed, one } from '#test/kit/quiet-site.ts';

const below = (bench: EngineBench) => bench.findings('ANOMALY_DOOR_OPENS_BELOW');
const above = (bench: EngineBench) => bench.findings('ANOMALY_DOOR_OPENS_ABOVE');

/** The state of the doors' model as the engine has it. */
function doors({ engine, store }: EngineBench): Float32Array {
  const [site] = engine.fleet().sites;
  if (site === undefined) throw new Error('no site');
  return engine.models.of(site).stateOf(store.registry.signal('door_opens'))?.state ?? emptyState();
}

describe('a metric that leaves its habit', () => {
  it('is found when its quarter of an hour has closed and waited for late events, with what was expected', async () => {
    const { bench, live } = await habit();
    await using _ = bench;
    live(40); // until Monday 10:30
    expect(bench.findings()).toEqual([]);
    live(4, 0);
    live(1);
    const [finding, ...more] = below(bench);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      subject: 'signal:door_opens',
      severity: 'MEDIUM',
      category: 'OPERATIONAL',
      cadence: 'DEEP',
      title: 'Door opens under normal',
      runbook: { finding_type: 'ANOMALY_*' },
    });
    expect(finding?.explanation.text).toMatch(/counted 0 in \d+ min where about \d+/);
    expect(finding?.explanation.values.find(({ name }) => name === 'score')).toMatchObject({
      limit: -2,
      set_at: 'DEFAULT',
    });
    const detected = (finding?.detected_at ?? 0) - (finding?.condition_started_at ?? 0);
    expect(detected).toBeGreaterThanOrEqual(15 * 60_000);
    expect(detected).toBeLessThanOrEqual(30 * 60_000);
    const evidence = bench.store.evidence.of(finding?.id ?? '')[0]?.evidence;
    expect(evidence?.baseline_profile).toMatchObject({
      metric: 'door_opens',
      kind: 'COUNT',
      scale: 'DAY',
      sensitivity: 'MEDIUM',
      threshold: 2,
      state: 'stable',
      window: { observed: 0 },
    });
    const profile = evidence?.baseline_profile;
    expect(profile?.score).toBeLessThan(-2);
    expect(profile?.sample_z).toBeLessThan(-1.5);
    expect(profile?.samples).toBeGreaterThan(80);
    expect(profile?.weeks).toBeCloseTo((profile?.samples ?? 0) / 20);
    expect(profile?.bucket.expected).toBeGreaterThan(9);
    expect(profile?.bucket.low).toBeGreaterThan(0);
    expect(profile?.same_hour.map(({ observed }) => observed !== null)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const shares = Object.values(profile?.shares ?? {});
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
  });

  it('clears after two hours without an alarm, and rests for a day', async () => {
    const { bench, live } = await habit();
    await using _ = bench;
    live(36);
    live(4, 0);
    live(8);
    expect(below(bench)[0]?.condition).toBe('ACTIVE');
    live(8);
    expect(below(bench)).toMatchObject([{ condition: 'CLEARED' }]);
    const heard = noticed(bench).length;
    live(8, 3);
    live(8);
    expect(below(bench)).toHaveLength(1);
    expect(noticed(bench)).toHaveLength(heard);
  });

  it('is told again when it grows worse by a sigma', async () => {
    const { bench, live } = await habit();
    await using _ = bench;
    live(36);
    live(4, 4);
    live(12, 0);
    const [finding] = below(bench);
    const steps = bench.store.trail.of('finding', finding?.id ?? '').map(({ action }) => action);
    expect(steps[0]).toBe('finding.opened');
    expect(steps).toContain('finding.worsened');
    const heard = new Set(['finding.opened', 'finding.worsened', 'finding.escalated']);
    expect(noticed(bench).filter((id) => id === finding?.id)).toHaveLength(
      steps.filter((step) => heard.has(step)).length,
    );
  });

  it('is found above as well, at the lowest severity', async () => {
    const { bench, live } = await habit();
    await using _ = bench;
    live(36);
    live(3, 40);
    live(1);
    expect(above(bench)).toMatchObject([{ severity: 'LOW', title: 'Door opens over normal' }]);
    expect(below(bench)).toEqual([]);
  });

  it('is found on its wanted side only', async () => {
    const { bench, live } = await habit(30, {
      custom_metrics: [{ name: 'door_opens', kind: 'COUNT', direction: 'ABOVE' }],
    });
    await using _ = bench;
    live(36);
    live(6, 0);
    expect(bench.findings()).toEqual([]);
  });

  it('is not found while anomaly detection is off, and learned all the same', async () => {
    const { bench, live } = await habit(30, { anomaly_detection: false });
    await using _ = bench;
    live(36);
    const before = doors(bench).slice();
    live(6, 0);
    expect(bench.findings()).toEqual([]);
    expect(doors(bench)).not.toEqual(before);
  });

  it('is learned to the same bits while it is off: kept once a day, across a crash, and from there on when it is turned on', async () => {
    const watched = await habit();
    const asleep = await habit(30, { anomaly_detection: false });
    await using on = watched.bench;
    await using off = asleep.bench;
    const { baselines } = off.store;
    const keptTo = () => baselines.checkpoints([1], null)[0]?.quarter ?? 0;
    const begun = keptTo();
    for (const { live } of [watched, asleep]) live(132);
    expect(quarterAt(off.clock.now()) - keptTo()).toBeLessThan(96);
    expect(keptTo()).toBeGreaterThan(begun);
    expect(doors(off)).toEqual(doors(on));
    await off.restart();
    expect(doors(off)).toEqual(doors(on));
    const { custom_metrics, critical_signals } = off.engine.fleet().sites[0]?.audit ?? {};
    await off.configure(one({ audit: { critical_signals, custom_metrics } as SiteDocument['audit'] }));
    for (const { live } of [watched, asleep]) live(4, 0);
    for (const { live } of [watched, asleep]) live(1);
    expect(below(off)).toHaveLength(1);
    expect(doors(off)).toEqual(doors(on));
  });

  it('is kept while it is off from the first bucket on', async () => {
    const { bench, live } = await habit(0, { anomaly_detection: false });
    await using _ = bench;
    expect(bench.store.baselines.checkpoints([1], null)).toEqual([]);
    live(4);
    const [kept] = bench.store.baselines.checkpoints([1], null);
    expect(kept?.models.map(({ stream }) => stream)).toContain(bench.store.registry.signal('phone_events'));
  });

  it('is found under a high sensitivity sooner than under a low one', async () => {
    const found = async (sensitivity: 'LOW' | 'HIGH') => {
      const { bench, live } = await habit(30, { sensitivity: { default: sensitivity } });
      await using _ = bench;
      live(36);
      live(4, 3);
      live(1);
      return below(bench).length;
    };
    expect(await found('LOW')).toBe(0);
    expect(await found('HIGH')).toBe(1);
  });

  it('is held back by maintenance, which teaches nothing', async () => {
    const { bench, live } = await habit(30, {
      maintenance_windows: [
        { start: '2026-01-05T08:00:00Z', end: '2026-01-05T16:00:00Z', reason: 'new doors' },
      ],
    });
    await using _ = bench;
    live(31);
    live(3, 0);
    const before = doors(bench).slice();
    live(27, 0);
    expect(bench.findings()).toEqual([]);
    expect(doors(bench)).toEqual(before);
  });
});

describe('a metric of which little is known', () => {
  it('raises nothing before its hour has thirty samples', async () => {
    const { bench, live } = await habit(6);
    await using _ = bench;
    live(36);
    live(8, 0);
    expect(bench.findings()).toEqual([]);
  });

  it('is judged from the second day on where the site wants it early', async () => {
    const { bench, live } = await habit(6, { anomaly_early: true });
    await using _ = bench;
    live(36);
    live(8, 0);
    expect(below(bench)).toHaveLength(1);
  });
});

describe('the models of a site', () => {
  it('are the same to the bit after a crash', async () => {
    const { bench, live } = await habit(14, { anomaly_early: true });
    await using _ = bench;
    live(40);
    live(5, 0);
    live(4); // the incident is still open
    const before = doors(bench).slice();
    await bench.restart();
    expect(doors(bench)).toEqual(before);
    live(1);
    expect(doors(bench)).not.toEqual(before);
  });

  it('are what a rebuild from the store makes of them, at any time since the newest checkpoints', async () => {
    const { bench, live } = await habit(14, { anomaly_early: true });
    await using _ = bench;
    live(20);
    const [site] = bench.engine.fleet().sites;
    if (site === undefined) throw new Error('no site');
    const at = bench.engine.models.of(site).taken_to;
    const then = doors(bench).slice();
    live(120);
    const [models] = rebuilt(bench.store, [site], bench.engine.models.streamsOf, at);
    expect(models?.stateOf(bench.store.registry.signal('door_opens'))?.state).toEqual(then);
  });

  it('take no bucket in twice, whoever asks', async () => {
    const { bench, live } = await habit(14);
    await using _ = bench;
    live(10);
    const before = doors(bench).slice();
    bench.engine.handlers['audit.run']({ sites: [] }, ADA);
    bench.clock.advance(1_000);
    bench.engine.tick();
    expect(doors(bench)).toEqual(before);
  });

  it('learn nothing of the time in which nobody was watching', async () => {
    const { bench, live } = await habit(14);
    await using _ = bench;
    live(10);
    const before = doors(bench).slice();
    bench.clock.step(5 * HOUR);
    bench.clock.advance(20 * 60_000);
    expect(doors(bench)).toEqual(before);
  });
});

describe('what people say of an anomaly', () => {
  async function dropped(to = 0) {
    const made = await habit();
    made.live(36);
    made.live(6, to);
    made.live(12);
    const [finding] = below(made.bench);
    if (finding === undefined) throw new Error('nothing was found');
    return { ...made, id: finding.id };
  }
  /** What the doors are expected to do at ten on a Monday. */
  const atTen = (bench: EngineBench): number => {
    const slot = { index: quarterAt(bench.clock.now()), hour_of_week: 10, is_holiday: false };
    return DETECTORS.COUNT.band(doors(bench), slot, 2).expected;
  };

  it('makes the habit follow what was normal', async () => {
    const { bench, id } = await dropped();
    await using _ = bench;
    const before = atTen(bench);
    await bench.engine.handlers['findings.normal']({ ids: [id] }, ADA);
    expect(bench.findings()[0]).toMatchObject({ status: 'RESOLVED', disposition: 'BENIGN' });
    expect(atTen(bench)).toBeLessThan(before * 0.99);
  });

  it('keeps a real problem out of the habit', async () => {
    const { bench, id } = await dropped(2);
    await using _ = bench;
    const before = atTen(bench);
    const say = (disposition: 'UNDETERMINED' | 'TRUE_POSITIVE') =>
      bench.engine.handlers['findings.resolve']({ ids: [id], disposition, note: 'looked at' }, ADA);
    await say('TRUE_POSITIVE');
    expect(atTen(bench)).toBeGreaterThan(before * 1.001);
  });

  it('changes nothing where nobody knows', async () => {
    const { bench, id } = await dropped();
    await using _ = bench;
    const before = doors(bench).slice();
    await bench.engine.handlers['findings.resolve'](
      { ids: [id], disposition: 'UNDETERMINED', note: 'who knows' },
      ADA,
    );
    expect(doors(bench)).toEqual(before);
  });

  it('is kept over a crash, and taught once', async () => {
    const { bench, id } = await dropped();
    await using _ = bench;
    const before = doors(bench).slice();
    await bench.engine.handlers['findings.resolve'](
      { ids: [id], disposition: 'TRUE_POSITIVE', note: 'the door was blocked' },
      ADA,
    );
    const taught = doors(bench).slice();
    expect(taught).not.toEqual(before);
    await bench.restart();
    expect(doors(bench)).toEqual(taught);
    expect(bench.store.baselines.lesson(id)).toMatchObject({ verdict: 'TAKEN_OUT' });
  });

  it('is refused of a finding that is no anomaly', async () => {
    const { bench } = await dropped();
    await using _ = bench;
    const { id } = await bench.engine.handlers['findings.report'](
      { site: 'S-1', severity: 'LOW', category: 'OPERATIONAL', title: 'Gate open', note: 'seen' },
      ADA,
    );
    const { refused } = await bench.engine.handlers['findings.normal']({ ids: [id] }, ADA);
    expect(refused).toMatchObject([{ why: 'Gate open is no anomaly: resolve it instead.' }]);
  });
});

describe('events of a metric that come late', () => {
  /** The doors were counted all the time, but the word of it came hours later. */
  async function delayed(openings: number, later = 2) {
    const { bench, live } = await habit();
    live(36);
    const from = bench.clock.now();
    live(4, 0);
    live(later);
    const before = below(bench);
    for (let i = 0; i < 4; i++)
      bench.say({
        ...metric('S-1', from + i * QUARTER + 2 * 60_000, 'door_opens', openings),
        received_at: bench.clock.now(),
      });
    bench.clock.advance(60_000);
    return { bench, live, before };
  }

  it('explain the anomaly that they would have kept from being raised', async () => {
    const { bench, before } = await delayed(12);
    await using _ = bench;
    expect(before).toMatchObject([{ condition: 'ACTIVE' }]);
    expect(below(bench)).toMatchObject([{ condition: 'CLEARED', explanation: { late_data: { events: 4 } } }]);
  });

  it('leave one that is one with them, too', async () => {
    const { bench } = await delayed(1);
    await using _ = bench;
    expect(below(bench)).toMatchObject([{ condition: 'ACTIVE' }]);
    expect(below(bench)[0]?.explanation.late_data).toBeUndefined();
  });

  it('leave one that is over as it was, unless they explain it', async () => {
    const few = await delayed(1, 50);
    await using _ = few.bench;
    expect(few.before).toMatchObject([{ condition: 'CLEARED' }]);
    expect(below(few.bench)[0]?.explanation.late_data).toBeUndefined();
    const all = await delayed(12, 50);
    await using __ = all.bench;
    expect(below(all.bench)[0]?.explanation.late_data).toMatchObject({ events: 4 });
  });

  it('are learned as what happened, to the bit, also after a crash', async () => {
    const { bench } = await delayed(12);
    await using _ = bench;
    const [site] = bench.engine.fleet().sites;
    if (site === undefined) throw new Error('no site');
    const { taken_to } = bench.engine.models.of(site);
    const values = bench.store.baselines
      .scored([site.id], (taken_to ?? 0) - 6, taken_to ?? 0)
      .map(({ samples }) => samples.find(({ stream }) => stream >= 100)?.value ?? 0);
    expect(values.filter((value) => value === 0)).toEqual([]);
    const before = doors(bench).slice();
    await bench.restart();
    expect(doors(bench)).toEqual(before);
  });
});

describe('a day that is left out', () => {
  it('is not learned, is told, and can be taken in again', async () => {
    const { bench } = await habit();
    await using _ = bench;
    const leave = (left_out: boolean) => {
      const done = bench.engine.handlers['baselines.leave_out'](
        { site: 'S-1', date: '2025-12-22', left_out, reason: 'stocktaking' },
        ADA,
      );
      bench.clock.advance(60_000);
      return done;
    };
    const samples = () => bench.store.profiles.cells([1], [12]).find(({ stream }) => stream >= 100)?.n ?? 0;
    const before = samples();
    expect((await leave(true)).left_out).toMatchObject([{ date: '2025-12-22', by: 'local:ada' }]);
    expect(samples()).toBe(before - 4);
    expect((await leave(false)).left_out).toEqual([]);
    expect(samples()).toBe(before);
    expect(bench.store.trail.of('baseline', 'S-1').map(({ action }) => action)).toEqual([
      'baseline.day_left_out',
      'baseline.day_taken_in',
    ]);
  });
});

it('leaves out no day that has not come, or that no calendar has', async () => {
  const { bench } = await habit(1);
  await using _ = bench;
  const leave = (date: string) =>
    bench.engine.handlers['baselines.leave_out']({ site: 'S-1', date, left_out: true, reason: 'test' }, ADA);
  await expect(leave('2026-01-06')).rejects.toThrow('has not come yet at S-1: today is 2026-01-05');
  await expect(leave('2025-02-30')).rejects.toThrow('There is no day 2025-02-30.');
});

it('says in the trail when a habit has changed for good, and stops wondering', async () => {
  const { bench, live } = await habit();
  await using _ = bench;
  for (let day = 0; day < 6; day++) {
    live(72); // until 18:00 as usual
    live(16, 14); // the evening is as busy as the day now
    live(8);
  }
  const restarts = bench.store.trail.of('baseline', 'S-1 door_opens');
  expect(restarts.length).toBeGreaterThan(0);
  expect(restarts[0]?.reason).toMatch(/^the habit of (18|19|20|21):00 on weekdays has changed$/);
  const last = above(bench).at(-1);
  expect(last?.detected_at ?? 0).toBeLessThan(Date.parse('2026-01-05T00:00:00Z') + 3 * DAY);
});
