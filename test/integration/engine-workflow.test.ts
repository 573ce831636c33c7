import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn, fix, phone } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

describe('the workflow', () => {
  it('keeps a resolved finding closed while its cause lasts, and opens a new one when it comes back', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one({ audit: { critical_signals: ['phone_events'] } }));
    bench.engine.start();
    const walk = (minutes: number, withPhone: boolean) => {
      for (let i = 0; i < minutes; i += 10) {
        bench.say(fix('S-1', bench.clock.now()), ...(withPhone ? [phone('S-1', bench.clock.now())] : []));
        bench.clock.advance(10 * MINUTE);
      }
    };
    walk(90, false);
    const [first] = bench.findings();
    await bench.engine.handlers['findings.resolve'](
      { ids: [first?.id ?? ''], disposition: 'BENIGN', note: 'Phone swapped' },
      ADA,
    );
    walk(60, false);
    expect(bench.findings()).toHaveLength(1);
    await bench.restart();
    walk(60, false);
    expect(bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW')).toHaveLength(1);
    walk(30, true);
    walk(90, false);
    expect(bench.findings('CRITICAL_SIGNAL_PHONE_EVENTS_LOW').map(({ status }) => status)).toEqual([
      'RESOLVED',
      'NEW',
    ]);
  });

  it('says why what could not be done was not, and does the rest', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const [duress] = bench.findings();
    const id = duress?.id ?? '';
    expect(await bench.engine.handlers['findings.acknowledge']({ ids: [id, 'F-NONE'] }, ADA)).toEqual({
      changed: [id],
      refused: [{ id: 'F-NONE', why: 'No such finding.' }],
    });
    expect(
      await bench.engine.handlers['findings.shelve']({ ids: [id], minutes: 5, reason: 'x' }, ADA),
    ).toMatchObject({ changed: [] });
    expect(
      await bench.engine.handlers['findings.acknowledge'](
        { ids: [id] },
        { ...ADA, scope: { tenants: ['OTHER'] } },
      ),
    ).toMatchObject({ changed: [] });
  });

  it('writes who did what into a chain that holds', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const id = bench.findings()[0]?.id ?? '';
    await bench.engine.handlers['findings.acknowledge']({ ids: [id], note: 'On it' }, ADA);
    expect(
      bench.store.trail.of('finding', id).map(({ action, actor, reason }) => [action, actor.name, reason]),
    ).toEqual([
      ['finding.opened', 'system', expect.any(String)],
      ['finding.acknowledged', 'local:ada', 'On it'],
    ]);
    expect(bench.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('lets an acknowledgement lapse while the condition lasts, also over a restart', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const id = bench.findings('DURESS')[0]?.id ?? '';
    await bench.engine.handlers['findings.acknowledge']({ ids: [id] }, ADA);
    await bench.restart();
    bench.clock.advance(15 * MINUTE + 5 * SECOND);
    expect(bench.findings('DURESS')).toMatchObject([{ status: 'NEW', acknowledged_by: null }]);
  });
});

it('refuses to audit an instant that has not come yet', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  const at = bench.clock.now() + 1;
  expect(() => bench.engine.handlers['audit.run']({ sites: [], at }, ADA)).toThrow('future');
});
