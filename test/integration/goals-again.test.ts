import { expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { phone } from '#test/kit/events.ts';
import { live, one, START } from '#test/kit/quiet-site.ts';

const auditAt = (bench: EngineBench, at: number) =>
  bench.engine.handlers['audit.run']({ sites: [], at }, ADA);

/** A site that fell silent, was found, and is heard again since a moment ago. */
async function heardAgain(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  live(bench, 70);
  bench.clock.advance(70 * MINUTE);
  bench.engine.stop(true);
  bench.say(phone('S-1', bench.clock.now()));
  bench.clock.advance(SECOND);
  return bench;
}

const silent = (bench: EngineBench) => bench.findings('SILENT_SITE');

it('an audit as of the same instant twice changes nothing: what is clean once is not clean twice', async () => {
  await using bench = await heardAgain();
  const at = bench.clock.now();
  await auditAt(bench, at);
  const once = bench.findings();
  for (let again = 0; again < 3; again++) await auditAt(bench, at);
  expect(bench.findings()).toEqual(once);
  expect(silent(bench)).toMatchObject([{ condition: 'ACTIVE', clean_audits: 1 }]);
});

it('two audits of different instants that find a site in order clear its finding', async () => {
  await using bench = await heardAgain();
  await auditAt(bench, bench.clock.now());
  bench.clock.advance(SECOND);
  await auditAt(bench, bench.clock.now());
  expect(silent(bench)).toMatchObject([{ condition: 'CLEARED' }]);
});

it('an audit as of the same instant twice tells what it sees both times, and counts it once', async () => {
  await using bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  live(bench, 70);
  bench.clock.advance(70 * MINUTE);
  const before = bench.findings();
  expect(before.length).toBeGreaterThan(0);
  const at = bench.clock.now();
  const first = await auditAt(bench, at);
  const findings = bench.findings();
  expect(await auditAt(bench, at)).toMatchObject({ total_findings: first.total_findings, opened: [] });
  expect(bench.findings()).toEqual(findings);
});
