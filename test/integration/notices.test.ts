import { describe, expect, it } from 'vitest';
import type { Answer, Input, Payload } from '#contract/index.ts';
import { HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { openQueries } from '#main/open-queries.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { attendance, checkIn } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { lone, notices } from '#test/kit/quiet-site.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const START = '2026-01-05T02:00:00Z';
const upkeep = { timezone: 'Asia/Kolkata', scheduleJob: () => () => {} };

/** Twenty sites that are not audited by themselves: only what a test reports is heard. */
async function desk(): Promise<EngineBench> {
  const bench = await engineBench(START, { upkeep });
  await bench.configure(
    fleetDocument({
      sites: 20,
      site: (index) => ({
        timezone: 'Asia/Kolkata',
        shifts: [],
        tours: [],
        people: index === 0 ? [lone] : [],
        devices: [],
        audit: { alert_severity_threshold: 'LOW', enabled: index === 0 },
      }),
    }),
  );
  bench.engine.start();
  bench.clock.advance(2 * MINUTE); // the first test of sound and notices is over
  bench.emitted.length = 0;
  return bench;
}

type Severity = Input<'findings.report'>['severity'];
/** A finding a second. */
async function report(
  bench: EngineBench,
  severity: Severity,
  sites: readonly number[],
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const site of sites) {
    bench.clock.advance(SECOND);
    const input = {
      site: `S-${site}`,
      severity,
      category: 'SECURITY',
      title: 'Gate open',
      note: 'seen',
    } as const;
    made.push((await bench.engine.handlers['findings.report'](input, ADA)).id);
  }
  return made;
}
const range = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

const told = <
  E extends 'notices.flood' | 'notices.open' | 'notices.withdrawn' | 'notices.muted' | 'notices.tested',
>(
  bench: EngineBench,
  name: E,
): readonly Payload<E>[] =>
  // Safe: the engine emits each event with its own payload.
  bench.emitted.flatMap(({ event, payload }) => (event === name ? [payload as Payload<E>] : []));
const flood = (bench: EngineBench) => told(bench, 'notices.flood').at(-1);
const newest = (bench: EngineBench, kind: string) =>
  notices(bench)
    .filter((notice) => notice.kind === kind)
    .at(-1);

async function asked(bench: EngineBench): Promise<Answer<'notices.state'>> {
  const queries = openQueries({
    database: bench.file,
    migrations: MIGRATIONS,
    clock: bench.clock,
    host: { ...HOST, host: 'electron' },
  });
  const state = await queries.handlers['notices.state']({}, ADA);
  queries.close();
  return state;
}
const rows = (bench: EngineBench) =>
  bench.store.trail
    .of('engine', 'notices')
    .map(({ action, after, actor }) => ({ action, after, by: actor.name }));

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

describe('eleven alarms in ten minutes', () => {
  it('are one flood: grouped by site, low priorities held and counted, CRITICAL single and heard', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', range(10));
    expect(told(bench, 'notices.flood')).toEqual([]);
    await report(bench, 'HIGH', [11]);
    const since = bench.clock.now();
    expect(flood(bench)).toMatchObject({
      active: true,
      since,
      alarms_10_min: 11,
      held: { MEDIUM: 0, LOW: 0 },
    });
    expect(newest(bench, 'site')).toMatchObject({ tag: 'site:S-11', title: '1 alarm · S-11', heard: true });

    bench.emitted.length = 0;
    await report(bench, 'HIGH', [11, 3]);
    const [single] = bench.findings('MANUAL').filter(({ site }) => site === 'S-3');
    expect(told(bench, 'notices.withdrawn')).toEqual([{ tags: [single?.id] }]); // the notice of the site tells it too
    expect(notices(bench)).toMatchObject([
      { tag: 'site:S-11', title: '2 alarms · S-11', heard: false },
      { tag: 'site:S-3', title: '2 alarms · S-3', heard: true }, // with the one before the flood
    ]);

    bench.emitted.length = 0;
    await report(bench, 'MEDIUM', [4, 5]);
    await report(bench, 'LOW', [5]);
    expect(notices(bench)).toEqual([]);
    const [critical] = await report(bench, 'CRITICAL', [5]);
    expect(notices(bench)).toMatchObject([
      { tag: critical, kind: 'finding', severity: 'CRITICAL', heard: true },
    ]);
    expect(flood(bench)).toMatchObject({
      alarms_10_min: 17,
      held: { MEDIUM: 2, LOW: 1 },
      sites: expect.arrayContaining([
        { site: 'S-5', count: 4, worst: 'CRITICAL' },
        { site: 'S-11', count: 2, worst: 'HIGH' },
      ]),
    });
    expect(flood(bench)?.sites[0]).toEqual({ site: 'S-5', count: 4, worst: 'CRITICAL' });
    expect((await asked(bench)).flood).toEqual(flood(bench));
    expect(bench.findings('MANUAL')).toHaveLength(17); // nothing is lost
  });

  it('are over below five, with one summary of what was held, in the audit trail too', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', range(11));
    await report(bench, 'LOW', [1, 2]);
    const since = flood(bench)?.since;
    bench.clock.advance(9 * MINUTE + 50 * SECOND);
    expect(flood(bench)?.active).toBe(true);
    bench.emitted.length = 0;
    bench.clock.advance(30 * SECOND);
    expect(flood(bench)).toMatchObject({
      active: false,
      since: null,
      held: { MEDIUM: 0, LOW: 0 },
      sites: [],
    });
    expect(notices(bench)).toMatchObject([
      {
        kind: 'flood',
        title: 'Flood over · 13 alarms at 11 sites',
        body: 'since 07:32 IST. Held: 0 medium, 2 low. They are in the feed.',
      },
    ]);
    expect(rows(bench).slice(-2)).toEqual([
      { action: 'notices.flood_began', after: { alarms_10_min: 11 }, by: 'system' },
      {
        action: 'notices.flood_ended',
        after: { since, alarms: 13, sites: 11, held: { MEDIUM: 0, LOW: 2 } },
        by: 'system',
      },
    ]);
    expect((await asked(bench)).flood.active).toBe(false);
    bench.emitted.length = 0;
    await report(bench, 'LOW', [7]);
    expect(notices(bench)).toMatchObject([{ kind: 'finding', heard: true }]);
  });

  it('go on being one flood after a restart in the middle of it, with what was held', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', range(11));
    await report(bench, 'MEDIUM', [1, 2, 3]);
    const before = flood(bench);
    bench.emitted.length = 0;
    await bench.restart();
    await report(bench, 'LOW', [9]);
    expect(notices(bench)).toEqual([]);
    expect(flood(bench)).toMatchObject({
      active: true,
      since: before?.since,
      alarms_10_min: 15,
      held: { MEDIUM: 3, LOW: 1 },
    });
    expect(rows(bench).filter(({ action }) => action === 'notices.flood_began')).toHaveLength(1);
  });

  it('that ended while Vigil was not running are told as over at its start', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', range(11));
    await report(bench, 'LOW', [1]);
    bench.clock.step(11 * MINUTE);
    bench.emitted.length = 0;
    await bench.restart();
    expect(newest(bench, 'flood')?.body).toContain('0 medium, 1 low');
    expect(flood(bench)?.active).toBe(false);
  });

  it('never hold a call for help, and take the notice of a site away when all of it was seen', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', range(11));
    const [late = ''] = await report(bench, 'HIGH', [11]);
    bench.emitted.length = 0;
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    expect(notices(bench)).toMatchObject([{ kind: 'finding', finding_type: 'DURESS', heard: true }]);
    const grouped = bench.findings('MANUAL').filter(({ site }) => site === 'S-11');
    await bench.engine.handlers['findings.acknowledge']({ ids: [late] }, ADA);
    expect(told(bench, 'notices.withdrawn').at(-1)).toEqual({ tags: [late] });
    await bench.engine.handlers['findings.acknowledge']({ ids: grouped.map(({ id }) => id) }, ADA);
    expect(told(bench, 'notices.withdrawn').at(-1)?.tags).toContain('site:S-11');
  });

  it('give no more than twelve notices of sites, and one for all the others', async () => {
    await using bench = await desk();
    await report(bench, 'HIGH', Array<number>(11).fill(1));
    await report(bench, 'HIGH', range(19, 2));
    const tags = new Set(notices(bench).flatMap(({ kind, tag }) => (kind === 'site' ? [tag] : [])));
    expect(tags.size).toBe(13);
    expect(newest(bench, 'site')).toMatchObject({ tag: 'sites', title: 'Alarms at 8 more sites' });
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
