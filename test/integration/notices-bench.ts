import type { Answer, Input, Payload } from '#contract/index.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { openQueries } from '#main/open-queries.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { lone, notices } from '#test/kit/quiet-site.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

const START = '2026-01-05T02:00:00Z';
export const upkeep = { timezone: 'Asia/Kolkata', scheduleJob: () => () => {} };

/** Twenty sites that are not audited by themselves: only what a test reports is heard. */
export async function desk(): Promise<EngineBench> {
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
export async function report(
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
export const range = (count: number, from = 1) => Array.from({ length: count }, (_, i) => from + i);

export const told = <
  E extends 'notices.flood' | 'notices.open' | 'notices.withdrawn' | 'notices.muted' | 'notices.tested',
>(
  bench: EngineBench,
  name: E,
): readonly Payload<E>[] =>
  // Safe: the engine emits each event with its own payload.
  bench.emitted.flatMap(({ event, payload }) => (event === name ? [payload as Payload<E>] : []));
export const flood = (bench: EngineBench) => told(bench, 'notices.flood').at(-1);
export const newest = (bench: EngineBench, kind: string) =>
  notices(bench)
    .filter((notice) => notice.kind === kind)
    .at(-1);

export async function asked(bench: EngineBench): Promise<Answer<'notices.state'>> {
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
export const rows = (bench: EngineBench) =>
  bench.store.trail
    .of('engine', 'notices')
    .map(({ action, after, actor }) => ({ action, after, by: actor.name }));
