import { expect, it } from 'vitest';
import { ADA, engineBench } from '#test/kit/engine-bench.ts';
import { START } from '#test/kit/quiet-site.ts';

it('keeps the address of the outside watchdog, and writes down only which host it is', async () => {
  await using bench = await engineBench(START);
  const set = bench.engine.handlers['watchdog.set'];
  await set({ url: 'https://watch.test/ping/0f9e-secret' }, ADA);
  expect(bench.store.state.get('watchdog.url')).toBe('https://watch.test/ping/0f9e-secret');
  await set({ url: null }, ADA);
  const rows = bench.store.trail.of('engine', 'watchdog');
  expect(rows).toMatchObject([
    { action: 'watchdog.set', before: { host: null }, after: { host: 'watch.test' } },
    { action: 'watchdog.set', before: { host: 'watch.test' }, after: { host: null } },
  ]);
  expect(JSON.stringify(rows)).not.toContain('secret');
});
