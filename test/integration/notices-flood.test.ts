import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { checkIn } from '#test/kit/events.ts';
import { notices } from '#test/kit/quiet-site.ts';
import { asked, desk, flood, newest, range, report, rows, told } from './notices-bench.ts';

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
