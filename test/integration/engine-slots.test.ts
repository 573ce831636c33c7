import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { engineBench } from '#test/kit/engine-bench.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';

describe('what was not watched', () => {
  it('is one finding of what was missed, after a sleep and after a crash, LOW when a person had stopped Vigil', async () => {
    for (const [how, severity] of [
      ['sleep', 'MEDIUM'],
      ['crash', 'MEDIUM'],
      ['planned', 'LOW'],
    ] as const) {
      await using bench = await engineBench(START);
      await bench.configure(one());
      bench.engine.start();
      live(bench, 60);
      if (how === 'sleep') bench.clock.step(8 * HOUR);
      else {
        if (how === 'planned') bench.engine.stop(true);
        bench.clock.step(8 * HOUR);
        await bench.restart('crash');
      }
      bench.clock.advance(20 * MINUTE);
      const gaps = bench.findings('AUDIT_GAP');
      expect(gaps, how).toMatchObject([
        { severity, condition: 'CLEARED', status: 'NEW', site: null, scope: 'installation' },
      ]);
      // a silence that reaches into the gap is not judged
      expect(bench.findings('SILENT_SITE'), how).toEqual([]);
    }
  });

  it('gives every slot one outcome: the newest missed one ran, the others were folded into it', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.clock.advance(HOUR);
    bench.clock.step(2 * HOUR);
    bench.clock.advance(HOUR);
    const [heartbeat] = bench.store.schedule.due().filter(({ cadence }) => cadence === 'HEARTBEAT');
    const first = heartbeat?.first_slot ?? 0;
    const siteId = heartbeat?.site_id ?? 0;
    for (let slot = first; slot <= first + HOUR - 5 * MINUTE; slot += 5 * MINUTE) {
      expect(bench.store.schedule.ran('HEARTBEAT', slot, [siteId]).has(siteId)).toBe(true);
    }
    // 12 + 12 slots ran in the watched hours and one of the 24 of the sleep
    expect(heartbeat?.runs).toBe(25);
  });

  it('is told in a few rows even where a wrong clock skips ten years, and each slot still has one outcome', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.clock.advance(HOUR);
    bench.clock.step(10 * 365 * 24 * HOUR);
    bench.clock.advance(HOUR);
    const { session } = bench.store;
    expect(session.pluck<[], number>('SELECT count(*) FROM missed_run').get()).toBe(3);
    const missed = session.pluck<[], number>(
      "SELECT (into_slot - from_slot) / period FROM missed_run WHERE cadence = 'HEARTBEAT'",
    );
    expect(missed.get()).toBeGreaterThan(10 * 365 * 24 * 12 - 30);
    expect(bench.findings('AUDIT_GAP')).toHaveLength(1);
  });
});
