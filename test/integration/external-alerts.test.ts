import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { report } from '#test/kit/events.ts';
import { notices, one, START } from '#test/kit/quiet-site.ts';
import { replayFile } from '#test/kit/replay.ts';

const QUIET = { critical_signals: [] };
/** A site that expects nothing by itself. */
async function bench(audit: Readonly<Record<string, unknown>> = {}): Promise<EngineBench> {
  const made = await engineBench(START);
  await made.configure(one({ audit: { ...QUIET, ...audit } }));
  return made;
}
const firing = (at: number, severity = 'HIGH') => report('S-1', at, { fingerprint: 'f1', severity });
const ended = (at: number) => report('S-1', at, { fingerprint: 'f1', severity: 'HIGH', status: 'resolved' });
const alerts = (of: EngineBench) => of.findings('EXTERNAL_ALERT');
const resolve = (of: EngineBench) =>
  of.engine.handlers['findings.resolve'](
    { ids: alerts(of).map(({ id }) => id), disposition: 'BENIGN', note: 'Known' },
    ADA,
  );

describe('a report with a fingerprint', () => {
  it('opens a finding when it is received and clears it with its end', async () => {
    await using live = await bench();
    const now = live.clock.now();
    live.say(firing(now));
    expect(alerts(live)).toMatchObject([
      { subject: 'alert:f1', severity: 'HIGH', condition: 'ACTIVE', cadence: 'TIMER', detected_at: now },
    ]);
    expect(notices(live)).toHaveLength(1);
    live.clock.advance(MINUTE);
    live.say(ended(now + MINUTE));
    expect(alerts(live)).toMatchObject([{ condition: 'CLEARED', status: 'NEW', cleared_at: now + MINUTE }]);
  });

  it('is one finding however often it is said, and is heard again when it gets worse', async () => {
    await using live = await bench();
    const now = live.clock.now();
    live.say(firing(now), firing(now));
    live.clock.advance(MINUTE);
    live.say(firing(now), firing(now + SECOND));
    expect(alerts(live)).toMatchObject([{ occurrences: 2 }]);
    expect(notices(live)).toHaveLength(1);
    live.clock.advance(MINUTE);
    live.say(firing(now + MINUTE, 'CRITICAL'));
    expect(alerts(live)).toMatchObject([{ severity: 'CRITICAL' }]);
    expect(notices(live)).toHaveLength(2);
  });

  it('ends in the same finding whichever of its beginning and its end comes first', async () => {
    const found: unknown[] = [];
    const orders = [
      (now: number) => [[firing(now), ended(now + MINUTE)]],
      (now: number) => [[ended(now + MINUTE), firing(now)]],
      (now: number) => [[ended(now + MINUTE)], [firing(now)]],
      (now: number) => [[ended(now + MINUTE)], [ended(now + MINUTE)], [firing(now)], [firing(now)]],
    ];
    for (const order of orders) {
      await using live = await bench();
      const now = live.clock.now();
      live.clock.advance(2 * MINUTE);
      for (const events of order(now)) live.say(...events);
      found.push(alerts(live).map(({ id, condition, status }) => ({ id, condition, status })));
    }
    expect(found[0]).toMatchObject([{ condition: 'CLEARED', status: 'NEW' }]);
    expect(new Set(found.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('does not take an older beginning for news once a newer word is known', async () => {
    await using live = await bench();
    const now = live.clock.now();
    live.clock.advance(10 * MINUTE);
    live.say(firing(now + 5 * MINUTE, 'LOW'), firing(now, 'CRITICAL'));
    expect(alerts(live)).toMatchObject([{ severity: 'LOW' }]);
    live.say(ended(now + 4 * MINUTE));
    expect(alerts(live)).toMatchObject([{ condition: 'ACTIVE' }]);
    await resolve(live);
    live.say(firing(now + MINUTE, 'CRITICAL'));
    expect(alerts(live)).toHaveLength(1);
  });

  it('is not cleared by audits, by silence or by a restart', async () => {
    await using live = await bench();
    live.engine.start();
    live.say(firing(live.clock.now()));
    live.clock.advance(3 * HOUR);
    await live.restart();
    live.clock.advance(3 * HOUR);
    expect(alerts(live)).toMatchObject([{ condition: 'ACTIVE', occurrences: 1 }]);
    live.say(ended(live.clock.now()));
    expect(alerts(live)).toMatchObject([{ condition: 'CLEARED' }]);
  });

  it('stays closed when a person resolved it while it lasted, until its sender has ended it', async () => {
    await using live = await bench();
    live.engine.start();
    live.say(firing(live.clock.now()));
    await resolve(live);
    live.clock.advance(10 * MINUTE);
    live.say(firing(live.clock.now()));
    expect(alerts(live)).toHaveLength(1);
    live.clock.advance(MINUTE);
    live.say(ended(live.clock.now()));
    live.clock.advance(MINUTE);
    live.say(firing(live.clock.now()));
    expect(alerts(live).map(({ status }) => status)).toEqual(['RESOLVED', 'NEW']);
  });
});

it('began when it was received where the clock of its sender is ahead', async () => {
  await using live = await bench();
  const now = live.clock.now();
  live.say({ ...firing(now + 2 * MINUTE), received_at: now });
  expect(alerts(live)).toMatchObject([{ condition_started_at: now, detected_at: now }]);
});

describe('a report by itself', () => {
  it('is a fact: born cleared, told once, and not again after it was resolved', async () => {
    await using live = await bench();
    const event = report('S-1', live.clock.now(), { severity: 'warning' });
    live.say(event);
    expect(alerts(live)).toMatchObject([
      {
        severity: 'MEDIUM',
        condition: 'CLEARED',
        status: 'NEW',
        subject: expect.stringMatching(/^alert:\d+$/),
      },
    ]);
    await resolve(live);
    live.say(event);
    expect(alerts(live)).toHaveLength(1);
    live.say(report('S-1', live.clock.now() + 1, { severity: 'warning' }));
    expect(alerts(live)).toHaveLength(2);
  });

  it('says nothing when it ends something without a name', async () => {
    await using live = await bench();
    live.say(report('S-1', live.clock.now(), { status: 'RESOLVED' }));
    expect(alerts(live)).toEqual([]);
  });

  it('keeps the words of its sender out of everything but the evidence', async () => {
    await using live = await bench();
    live.say(report('S-1', live.clock.now(), { severity: 'HIGH' }));
    const [finding] = alerts(live);
    expect(JSON.stringify([finding, live.emitted, live.logged])).not.toContain('John');
    const [captured] = live.store.evidence.of(finding?.id ?? '');
    expect(captured?.evidence.alert_history).toMatchObject([
      { message: 'Zone 4, ask John', origin: 'RECEIVED' },
    ]);
  });
});

describe('a report of another time or place', () => {
  it('is history when it comes more than 48 h late, but its end is heard whenever it comes', async () => {
    await using live = await bench();
    live.say(firing(live.clock.now() + SECOND));
    live.clock.advance(3 * DAY);
    const now = live.clock.now();
    live.say(
      report('S-1', now - 48 * HOUR - 1, { severity: 'HIGH' }),
      report('S-1', now - 48 * HOUR - 1, { severity: 'HIGH', fingerprint: 'f2' }),
    );
    expect(alerts(live)).toHaveLength(1);
    live.say(report('S-1', now - 48 * HOUR, { severity: 'HIGH' }));
    expect(alerts(live)).toHaveLength(2);
    live.say(ended(now - 60 * HOUR));
    expect(alerts(live)[0]).toMatchObject({ subject: 'alert:f1', condition: 'CLEARED' });
  });

  it('goes to quarantine from the future and from an unknown site, and raises nothing', async () => {
    await using live = await bench();
    const now = live.clock.now();
    live.say(firing(now + 5 * MINUTE + 1), report('NOWHERE', now, { severity: 'CRITICAL' }));
    expect(live.findings()).toEqual([]);
    live.say(firing(now + 5 * MINUTE));
    expect(alerts(live)).toHaveLength(1);
  });

  it('raises nothing at a site that is switched off', async () => {
    await using live = await bench({ enabled: false });
    live.say(firing(live.clock.now()), report('S-1', live.clock.now(), {}));
    expect(live.findings()).toEqual([]);
  });

  it('that calls for help is a call for help and nothing else', async () => {
    await using live = await bench();
    live.say(report('S-1', live.clock.now(), { alert_type: 'panic', fingerprint: 'f1' }));
    expect(live.findings().map(({ finding_type }) => finding_type)).toEqual(['DURESS']);
  });
});

describe('maintenance', () => {
  const window = { start: '2026-01-05T02:00:00Z', end: '2026-01-05T04:00:00Z', reason: 'Fire panel test' };
  const inWindow = async () => {
    const live = await bench({ maintenance_windows: [window] });
    live.engine.start();
    live.clock.advance(3 * HOUR);
    return live;
  };

  it('holds a condition back and raises it when the window ends, if it still lasts', async () => {
    await using live = await inWindow();
    const began = live.clock.now();
    live.say(firing(began));
    live.clock.advance(HOUR - SECOND);
    expect(alerts(live)).toEqual([]);
    await live.restart();
    live.clock.advance(6 * SECOND);
    expect(alerts(live)).toMatchObject([
      { subject: 'alert:f1', condition: 'ACTIVE', condition_started_at: began },
    ]);
  });

  it('does not tell for past what began before the window and still lasts', async () => {
    await using live = await inWindow();
    live.say(firing(live.clock.now()), firing(live.clock.now() - 2 * HOUR));
    expect(alerts(live)).toEqual([]);
    live.clock.advance(HOUR + SECOND);
    expect(alerts(live)).toMatchObject([{ condition: 'ACTIVE', occurrences: 1 }]);
  });

  it('never raises what ended before the window did, in whatever order that was heard', async () => {
    await using live = await inWindow();
    const began = live.clock.now();
    live.say(firing(began), ended(began + MINUTE));
    live.clock.advance(2 * HOUR);
    live.say(report('S-1', began, { fingerprint: 'f3', status: 'resolved' }));
    live.say(report('S-1', began - MINUTE, { fingerprint: 'f3', severity: 'HIGH' }));
    expect(alerts(live)).toEqual([]);
  });

  it('keeps a report by itself for the list of what was held back, by when it happened', async () => {
    await using live = await inWindow();
    const now = live.clock.now();
    live.say(report('S-1', now, { severity: 'HIGH' }));
    live.clock.advance(2 * HOUR);
    live.say(report('S-1', now + 1, { severity: 'HIGH' }));
    expect(alerts(live)).toEqual([]);
    live.say(report('S-1', now - HOUR - 1, { severity: 'HIGH' }));
    expect(alerts(live)).toHaveLength(1);
  });
});

/** One of three conditions or none, begun or ended at one of a few instants. */
type Said = {
  readonly fingerprint: string | null;
  readonly severity: string | null;
  readonly status: string;
  readonly second: number;
};
const said: fc.Arbitrary<Said> = fc.record({
  fingerprint: fc.constantFrom('f1', 'f2', 'f3', null),
  severity: fc.constantFrom('LOW', 'HIGH', null),
  status: fc.constantFrom('firing', 'resolved'),
  second: fc.integer({ min: 0, max: 9 }),
});

it('comes to the same findings in the same condition, whatever the order, repetition and cutting of reports', async () => {
  const start = Date.parse(START);
  const deliveries = fc.array(said, { minLength: 1, maxLength: 14 }).chain((reports) =>
    fc.record({
      reports: fc.constant(reports),
      shuffled: fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
      cut: fc.integer({ min: 1, max: 5 }),
    }),
  );
  const found = async (reports: readonly Said[], cut: number) => {
    await using live = await bench();
    live.clock.advance(HOUR);
    const events = reports.map(({ second, ...words }) => report('S-1', start + second * SECOND, words));
    for (let at = 0; at < events.length; at += cut) {
      live.say(...events.slice(at, at + cut));
      live.clock.advance(SECOND);
    }
    return alerts(live)
      .map(({ subject, condition }) => `${subject} ${condition}`)
      .sort();
  };
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ reports, shuffled, cut }) => {
      expect(await found(shuffled, cut)).toEqual(await found(reports, reports.length));
    }),
    { numRuns: 25 },
  );
});

it('is found by a replay at the instant at which it was received, and ended by its end', async () => {
  await using later = await engineBench('2026-02-01T00:00:00Z');
  await later.configure(one({ audit: QUIET }));
  const from = Date.parse(START);
  later.say(
    firing(from - MINUTE),
    report('S-1', from + 90 * SECOND, { fingerprint: 'f2', severity: 'LOW' }),
    report('S-1', from + 3 * MINUTE, { fingerprint: 'f2', status: 'resolved' }),
    { ...report('S-1', from + 4 * MINUTE, {}), received_at: from + 10 * MINUTE + SECOND },
  );
  expect(alerts(later)).toEqual([]);
  const { findings } = replayFile(later.file, from, from + HOUR, true);
  expect(findings.map(({ subject, detected_at }) => [subject, detected_at - from])).toEqual([
    ['alert:f2', 90 * SECOND],
    [expect.stringMatching(/^alert:\d+$/), 10 * MINUTE + SECOND],
  ]);
  expect(alerts(later).map(({ condition }) => condition)).toEqual(['CLEARED', 'CLEARED']);
});
