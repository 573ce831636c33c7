import { expect, it } from 'vitest';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

it('keeps the disposition that a supervisor replaced beside the last one, with who did it and why', async () => {
  await using bench = await engineBench('2026-01-05T00:00:00Z');
  await bench.configure(fleetDocument({ sites: 1 }));
  const { handlers } = bench.engine;
  const gate = {
    site: 'S-1',
    severity: 'HIGH',
    category: 'SECURITY',
    title: 'Gate open',
    note: 'x',
  } as const;
  const { id } = await handlers['findings.report'](gate, ADA);
  const change = { ids: [id], disposition: 'FALSE_POSITIVE' as const, reason: 'The gate was shut' };
  const early = await handlers['findings.amend'](change, ADA);
  expect(early.refused).toEqual([{ id, why: 'It is not resolved yet.' }]);
  await handlers['findings.resolve']({ ids: [id], disposition: 'TRUE_POSITIVE', note: 'seen' }, ADA);
  bench.clock.advance(60_000);
  expect(await handlers['findings.amend'](change, ADA)).toEqual({ changed: [id], refused: [] });
  expect(bench.findings()[0]).toMatchObject({
    status: 'RESOLVED',
    disposition: 'FALSE_POSITIVE',
    resolution_note: 'seen',
  });
  const kept = bench.store.session.prepare('SELECT was, became, amended_by, reason FROM amendment').all();
  expect(kept).toEqual([
    {
      ...{ was: 'TRUE_POSITIVE', became: 'FALSE_POSITIVE', amended_by: 'local:ada' },
      reason: 'The gate was shut',
    },
  ]);
  expect(bench.store.trail.of('finding', id).at(-1)).toMatchObject({
    action: 'finding.amended',
    before: { disposition: 'TRUE_POSITIVE' },
    after: { disposition: 'FALSE_POSITIVE' },
  });
  const again = await handlers['findings.amend'](change, ADA);
  expect(again.refused).toEqual([{ id, why: 'It is FALSE_POSITIVE already.' }]);
});
