import { expect, it } from 'vitest';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { one, START } from '#test/kit/quiet-site.ts';

it('writes down the export of a finding that is in the archive by now, for those who see everything', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  const { store } = bench;
  const opened = { at: 0, actor: ADA.actor, action: 'finding.opened', entity: 'finding' } as const;
  store.transaction(() =>
    store.trail.append([{ ...opened, entity_id: 'F-OLD', reason: null, before: null, after: null }]),
  );
  const note = bench.engine.handlers['bundles.note'];
  await note({ finding: 'F-OLD', redacted: true }, ADA);
  expect(store.trail.of('finding', 'F-OLD').at(-1)).toMatchObject({
    action: 'finding.exported',
    after: { redacted: true },
  });
  const limited = { ...ADA, scope: { tenants: ['T-1'] } };
  expect(() => note({ finding: 'F-OLD', redacted: true }, limited)).toThrow('no finding F-OLD');
  expect(() => note({ finding: 'F-NONE', redacted: true }, ADA)).toThrow('no finding F-NONE');
});
