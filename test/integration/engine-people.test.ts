import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn, phone } from '#test/kit/events.ts';
import { live, lone, notices, one, START } from '#test/kit/quiet-site.ts';

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

describe('what comes in as it happens', () => {
  it('is committed together after a tenth of a second, but a call for help and a check-in at once', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    const stored = () =>
      bench.store.events.ofSite(1, bench.clock.now() - 10 * MINUTE, bench.clock.now(), null);
    const first = bench.engine.receive([phone('S-1', bench.clock.now() - 5_000)]);
    bench.clock.advance(99);
    expect(stored()).toHaveLength(0);
    bench.clock.advance(1);
    expect(await first).toEqual(['accepted']);
    expect(stored()).toMatchObject([{ delay_s: 6 }]);
    const calls = bench.engine.receive([checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS')]);
    expect(bench.findings('DURESS')).toHaveLength(1);
    expect(await calls).toEqual(['accepted']);
  });
});
