import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn } from '#test/kit/events.ts';
import { notices } from '#test/kit/quiet-site.ts';
import { asked, desk, range, report, rows, told, upkeep } from './notices-bench.ts';

describe('a notice', () => {
  it('says what, where and since when by the clock of the site, in codes', async () => {
    await using bench = await desk();
    const [id] = await report(bench, 'HIGH', [2]);
    expect(notices(bench)).toEqual([
      {
        tag: id,
        kind: 'finding',
        finding_id: id,
        finding_type: 'MANUAL',
        test: null,
        site: 'S-2',
        severity: 'HIGH',
        title: 'Gate open · S-2',
        body: expect.stringMatching(/^since 07:32 IST\. /),
        heard: true,
        holder: null,
        here: true,
      },
    ]);
  });

  it('is taken away, and leaves the count, when somebody acknowledges, shelves or resolves its finding', async () => {
    await using bench = await desk();
    const ids = await report(bench, 'HIGH', [1, 2, 3]);
    const [first = '', second = '', third = ''] = ids;
    expect(told(bench, 'notices.open').at(-1)).toMatchObject({
      count: 3,
      critical: 0,
      newest: [
        { finding_id: third, title: 'Gate open', site: 'S-3' },
        { finding_id: second },
        { finding_id: first },
      ],
    });
    const { handlers } = bench.engine;
    await handlers['findings.acknowledge']({ ids: [first] }, ADA);
    await handlers['findings.shelve']({ ids: [second], minutes: 60, reason: 'Locksmith' }, ADA);
    await handlers['findings.resolve']({ ids: [third], disposition: 'BENIGN', note: 'Closed' }, ADA);
    expect(told(bench, 'notices.withdrawn').flatMap(({ tags }) => tags)).toEqual([first, second, third]);
    expect(told(bench, 'notices.open').at(-1)).toEqual({ count: 0, critical: 0, newest: [] });
    expect((await asked(bench)).open).toEqual({ count: 0, critical: 0, newest: [] });
  });

  it('is known to screens that open later, and after a restart', async () => {
    await using bench = await desk();
    const [critical = '', high = ''] = [
      ...(await report(bench, 'CRITICAL', [1])),
      ...(await report(bench, 'HIGH', [2])),
    ];
    await bench.restart();
    const expected = { count: 2, critical: 1, newest: [{ finding_id: high }, { finding_id: critical }] };
    expect(told(bench, 'notices.open').at(-1)).toMatchObject(expected);
    expect(await asked(bench)).toMatchObject({
      open: expected,
      sounding: [{ finding_id: critical, finding_type: 'MANUAL' }],
    });
    await bench.engine.handlers['findings.acknowledge']({ ids: [critical] }, ADA);
    expect(told(bench, 'notices.withdrawn').at(-1)).toEqual({ tags: [critical] });
    expect((await asked(bench)).sounding).toEqual([]);
  });
});

describe('a mute', () => {
  const mute = (bench: EngineBench, minutes: number, reason?: string) =>
    bench.engine.handlers['notices.mute']({ minutes, ...(reason === undefined ? {} : { reason }) }, ADA);

  it('takes the sound away for its minutes, ends by itself, and stands in the audit trail', async () => {
    await using bench = await desk();
    await mute(bench, 5, 'Fire drill');
    const at = bench.clock.now();
    expect(told(bench, 'notices.muted')).toEqual([
      { mute: { at, until: at + 5 * MINUTE, minutes: 5, by: 'local:ada' } },
    ]);
    expect(bench.store.trail.of('engine', 'notices').at(-1)).toMatchObject({
      action: 'notices.muted',
      actor: { name: 'local:ada' },
      reason: 'Fire drill',
      after: { minutes: 5, until: at + 5 * MINUTE },
    });
    await report(bench, 'CRITICAL', [1]);
    expect(notices(bench)).toMatchObject([{ severity: 'CRITICAL', heard: false }]);
    bench.clock.advance(5 * MINUTE);
    expect(told(bench, 'notices.muted').at(-1)).toEqual({ mute: null });
    await report(bench, 'LOW', [1]);
    expect(notices(bench).at(-1)).toMatchObject({ severity: 'LOW', heard: true });
  });

  it('lets calls for help and lone workers through, also in a flood', async () => {
    await using bench = await desk();
    await mute(bench, 60);
    await report(bench, 'HIGH', range(12));
    bench.say(attendance('S-1', bench.clock.now(), 'G-1', 'IN'));
    bench.emitted.length = 0;
    bench.say(checkIn('S-1', bench.clock.now(), 'G-2', 'DURESS'));
    await report(bench, 'CRITICAL', [2]);
    bench.clock.advance(40 * MINUTE);
    const heard = notices(bench).filter((notice) => notice.heard);
    expect([...new Set(heard.map(({ finding_type }) => finding_type))].sort()).toEqual([
      'DURESS',
      'LONE_WORKER_OVERDUE',
    ]);
    expect(notices(bench)).toContainEqual(expect.objectContaining({ finding_type: 'MANUAL', heard: false }));
  });

  it('is shared and outlives a restart, and a person may end it early', async () => {
    await using bench = await desk();
    await mute(bench, 15);
    await bench.restart();
    expect((await asked(bench)).mute).toMatchObject({ minutes: 15, by: 'local:ada' });
    await report(bench, 'HIGH', [1]);
    expect(notices(bench).at(-1)?.heard).toBe(false);
    await mute(bench, 0);
    expect((await asked(bench)).mute).toBeNull();
    expect(rows(bench).at(-1)).toMatchObject({ action: 'notices.unmuted', by: 'local:ada' });
  });

  it('is over when the clock is set back: rather heard than not', async () => {
    await using bench = await desk();
    await mute(bench, 15);
    bench.clock.step(-HOUR);
    await report(bench, 'HIGH', [1]);
    expect(notices(bench).at(-1)?.heard).toBe(true);
    expect((await asked(bench)).mute).toBeNull();
  });
});

describe('the test of sound and notices', () => {
  const running = (bench: EngineBench) => told(bench, 'notices.tested').at(-1);
  const start = async (bench: EngineBench) => (await bench.engine.handlers['notices.test']({}, ADA)).id;
  const confirm = (
    bench: EngineBench,
    test: string,
    notice: 'shown' | 'denied' | 'unsupported' | null,
    sound: 'played' | 'blocked' | 'muted' | null,
  ) => bench.engine.handlers['notices.confirm_test']({ test, notice, sound }, ADA);

  it('runs at the first start once windows may be open, and every morning at seven', async () => {
    await using bench = await engineBench('2026-01-05T02:00:00Z', { upkeep: { ...upkeep, timezone: 'UTC' } });
    bench.engine.start();
    bench.clock.advance(40 * SECOND);
    expect(running(bench)).toBeUndefined();
    bench.clock.advance(30 * SECOND);
    expect(running(bench)?.result).toBe('NO_WINDOW');
    bench.emitted.length = 0;
    bench.clock.advance(5 * HOUR);
    expect(told(bench, 'notices.tested').map(({ result, by }) => [result, by])).toEqual([
      ['RUNNING', 'system'],
      ['NO_WINDOW', 'system'],
    ]);
    expect(rows(bench).map(({ action }) => action)).toEqual(['notices.tested', 'notices.tested']);
  });

  it('passes as soon as one window shows and sounds, and says so in the audit trail', async () => {
    await using bench = await desk();
    const id = await start(bench);
    expect(bench.emitted.find(({ event }) => event === 'notice')?.payload).toMatchObject({
      kind: 'test',
      test: id,
    });
    await confirm(bench, id, 'denied', 'blocked');
    expect(running(bench)?.result).toBe('RUNNING');
    await confirm(bench, id, 'shown', 'blocked');
    await confirm(bench, id, null, 'played');
    expect(running(bench)).toMatchObject({ id, result: 'PASSED', notice: 'shown', sound: 'played' });
    expect(rows(bench).at(-1)).toMatchObject({
      action: 'notices.tested',
      by: 'local:ada',
      after: { test: id, result: 'PASSED' },
    });
    bench.clock.advance(MINUTE);
    expect(running(bench)?.result).toBe('PASSED');
    expect((await asked(bench)).test).toMatchObject({ id, result: 'PASSED' });
  });

  it.each([
    ['denied', 'played', 'NOTICE_DENIED'],
    ['unsupported', 'played', 'NOTICE_UNSUPPORTED'],
    ['shown', 'blocked', 'SOUND_BLOCKED'],
    ['shown', 'muted', 'SOUND_MUTED'],
  ] as const)('fails where the notice was %s and the sound %s', async (notice, sound, result) => {
    await using bench = await desk();
    await confirm(bench, await start(bench), notice, sound);
    bench.clock.advance(20 * SECOND);
    expect(running(bench)).toMatchObject({ result, notice, sound });
    expect(rows(bench).at(-1)).toMatchObject({ action: 'notices.tested', after: { result } });
  });

  it('that a crash cut off has failed, and is not forgotten', async () => {
    await using bench = await desk();
    const id = await start(bench);
    await bench.restart();
    expect((await asked(bench)).test).toMatchObject({ id, result: 'NO_WINDOW' });
  });

  it('that was not heard because of a mute is made again when the mute ends', async () => {
    await using bench = await desk();
    await bench.engine.handlers['notices.mute']({ minutes: 5 }, ADA);
    const id = await start(bench);
    expect(bench.emitted.find(({ event }) => event === 'notice')?.payload).toMatchObject({ heard: false });
    await confirm(bench, id, 'shown', 'muted');
    bench.clock.advance(20 * SECOND);
    expect(running(bench)?.result).toBe('SOUND_MUTED');
    bench.clock.advance(5 * MINUTE);
    expect(running(bench)?.id).not.toBe(id);
  });

  it('takes no answer to a test of yesterday', async () => {
    await using bench = await desk();
    await expect(async () => confirm(bench, 'old', 'shown', 'played')).rejects.toThrow('That test is over');
  });
});

it('knows from the Electron host whether its desktop shows notifications', async () => {
  await using bench = await desk();
  await bench.engine.handlers['notices.desktop']({ state: 'failed' }, ADA);
  await bench.engine.handlers['notices.desktop']({ state: 'failed' }, ADA);
  expect(bench.emitted.filter(({ event }) => event === 'notices.desktop')).toHaveLength(1);
  expect((await asked(bench)).desktop).toBe('failed');
  expect(rows(bench).at(-1)).toMatchObject({ action: 'notices.desktop_changed', after: 'failed' });
});
