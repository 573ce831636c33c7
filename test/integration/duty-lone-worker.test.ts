import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn } from '#test/kit/events.ts';
import { live, lone, notices, one, START } from '#test/kit/quiet-site.ts';
import { replayFile } from '#test/kit/replay.ts';

const DEADLINE = 33 * MINUTE;

/** A lone worker who came at 00:10. */
async function withWorker(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one({ people: [lone, { code: 'G-2', name: 'B', role: 'guard' }] }));
  bench.engine.start();
  live(bench, 10);
  bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'));
  return bench;
}

const overdue = (bench: EngineBench) => bench.findings('LONE_WORKER_OVERDUE');
const conditions = (bench: EngineBench) => overdue(bench).map(({ condition }) => condition);
const extend = (bench: EngineBench, given: object = {}) =>
  bench.engine.handlers['people.extend_check_in'](
    { site: 'S-1', person: 'G-1', minutes: 60, reason: 'Spoke with G-1', ...given },
    ADA,
  );

it('is owed a check-in within a minute after an absence, though no shift says so', async () => {
  await using bench = await withWorker();
  bench.clock.advance(3 * MINUTE); // no heartbeat comes soon after the deadline
  const start = bench.clock.now();
  bench.engine.handlers['people.absence'](
    { site: 'S-1', person: 'G-1', start, end: start + HOUR, relief: null, reason: 'At the doctor' },
    ADA,
  );
  bench.clock.advance(HOUR + DEADLINE);
  expect(overdue(bench)).toEqual([]);
  bench.clock.advance(5 * MINUTE);
  const [found] = overdue(bench);
  expect((found?.detected_at ?? 0) - (start + HOUR + DEADLINE)).toBeLessThanOrEqual(MINUTE);
});

describe('more time for a lone worker', () => {
  it('moves the deadline, and an overdue after it is found within a minute', async () => {
    await using bench = await withWorker();
    const given = bench.clock.now();
    expect(await extend(bench)).toEqual({ until: given + HOUR });
    bench.clock.advance(HOUR);
    expect(overdue(bench)).toEqual([]);
    bench.clock.advance(MINUTE);
    expect(overdue(bench)).toMatchObject([{ condition: 'ACTIVE', condition_started_at: given + HOUR }]);
    expect(overdue(bench)[0]?.explanation.text).toContain('the time that the desk gave ended');
  });

  it('ends an open finding at once and says until when, and the next overdue is heard', async () => {
    await using bench = await withWorker();
    bench.clock.advance(DEADLINE + MINUTE);
    const [found] = overdue(bench);
    await extend(bench, { minutes: 15, finding: found?.id });
    expect(conditions(bench)).toEqual(['CLEARED']);
    const rows = bench.store.trail.of('finding', found?.id ?? '');
    expect(rows.map(({ action, reason }) => [action, reason])).toEqual(
      expect.arrayContaining([
        ['finding.check_in_extended', 'G-1 until 00:59: Spoke with G-1'],
        ['finding.settled', 'extended by the desk until 00:59'],
      ]),
    );
    expect(bench.store.trail.of('site', 'S-1')).toMatchObject([
      { action: 'site.check_in_extended', reason: 'Spoke with G-1' },
    ]);
    const heard = notices(bench).length;
    bench.clock.advance(16 * MINUTE);
    expect(conditions(bench)).toContain('ACTIVE');
    expect(notices(bench).length).toBeGreaterThan(heard);
  });

  it('is heard after each of many extensions: no lone worker is too many to tell', async () => {
    await using bench = await withWorker();
    bench.clock.advance(DEADLINE + MINUTE);
    for (let i = 0; i < 5; i++) {
      const heard = notices(bench).length;
      await extend(bench, { minutes: 5 });
      bench.clock.advance(6 * MINUTE);
      expect(notices(bench).length).toBeGreaterThan(heard);
    }
  });

  it('survives a restart, and a machine that slept', async () => {
    await using bench = await withWorker();
    await extend(bench);
    await bench.restart('crash');
    bench.clock.advance(HOUR);
    expect(overdue(bench)).toEqual([]);
    bench.clock.step(MINUTE);
    bench.clock.advance(5 * SECOND);
    expect(conditions(bench)).toEqual(['ACTIVE']);
  });

  it('never shortens: not what the desk gave before, nor what a check-in earned', async () => {
    await using bench = await withWorker();
    const given = bench.clock.now();
    await extend(bench, { minutes: 120 });
    expect(await extend(bench, { minutes: 5 })).toEqual({ until: given + 2 * HOUR });
    bench.clock.advance(HOUR);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1'));
    expect(await extend(bench, { minutes: 1 })).toEqual({ until: given + 2 * HOUR });
    bench.clock.advance(HOUR);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1'));
    const at = bench.clock.now();
    expect(await extend(bench, { minutes: 1 })).toEqual({ until: at + DEADLINE });
  });

  it('leaves a call for help as it is', async () => {
    await using bench = await withWorker();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    await extend(bench, { finding: bench.findings('DURESS')[0]?.id });
    bench.clock.advance(HOUR);
    expect(bench.findings('DURESS')).toMatchObject([{ condition: 'ACTIVE', status: 'NEW' }]);
  });

  it.each([
    ['somebody who does not work alone', { person: 'G-2' }, 'has no lone-worker timer'],
    ['somebody whom the site does not have', { person: 'G-9' }, 'has no person G-9'],
    ['a site that there is not', { site: 'S-9' }, 'No site S-9'],
  ])('is refused for %s', async (_, given, why) => {
    await using bench = await withWorker();
    expect(() => extend(bench, given)).toThrow(why);
  });

  it('is refused for somebody who is not on duty', async () => {
    await using bench = await withWorker();
    bench.say(attendance('S-1', bench.clock.now() + 1, 'G-1', 'OUT'));
    bench.clock.advance(MINUTE);
    expect(() => extend(bench)).toThrow('G-1 is not on duty');
  });

  it('is known to a replay from when it was given', async () => {
    await using bench = await withWorker();
    bench.clock.advance(DEADLINE - MINUTE);
    await extend(bench);
    live(bench, 120);
    const end = bench.clock.now();
    const started = (all: readonly { finding_type: string; condition_started_at: number }[]) =>
      all
        .filter(({ finding_type }) => finding_type === 'LONE_WORKER_OVERDUE')
        .map((each) => each.condition_started_at);
    const replayed = replayFile(bench.file, Date.parse(START), end, false);
    expect(started(replayed.findings)).toEqual(started(bench.findings()));
    expect(started(replayed.findings)).toHaveLength(1);
  });
});
