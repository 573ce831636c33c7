// npm run bench -- feed [FINDINGS]: what the questions of the feed cost over 100,000 stored findings, 4 % of them open.
import type { Input, QueryName } from '#contract/index.ts';
import type { ConfigurationDocument } from '#core/config/document.ts';
import type { Finding } from '#core/model/finding.ts';
import { SEVERITIES } from '#core/model/finding.ts';
import { MINUTE } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const FINDINGS = Number(process.argv[2] ?? 100_000);
const SITES = 1_000;
const BATCH = 5_000;
const REPEATS = 9;
const TYPES = [
  'TOUR_OVERDUE',
  'SILENT_SITE',
  'CRITICAL_SIGNAL_PHONE_EVENTS_LOW',
  'ANOMALY_PHONE_EVENTS_BELOW',
];
const START = Date.parse('2026-01-05T00:00:00Z');

const fleet: ConfigurationDocument = fleetDocument({ sites: SITES, tenants: 3, clientsPerTenant: 10 });

function fill({ save, fleet: current }: ReadBench): void {
  const { sites } = current();
  for (let first = 0; first < FINDINGS; first += BATCH) {
    save(Array.from({ length: Math.min(BATCH, FINDINGS - first) }, (_, place) => numbered(first + place)));
  }
  function numbered(number: number): Finding {
    const site = sites[number % sites.length]?.code ?? '';
    return findingWith({
      id: `F-${((number * 2_654_435_761) % 4_294_967_296).toString(36).toUpperCase()}`,
      site,
      scope_key: site,
      finding_type: TYPES[number % TYPES.length] ?? '',
      severity: SEVERITIES[(number * 7) % SEVERITIES.length] ?? 'LOW',
      status: number % 50 === 0 ? 'NEW' : number % 50 === 1 ? 'ACKNOWLEDGED' : 'RESOLVED',
      subject: `signal:phone_events:${number}`,
      detected_at: START - number * MINUTE,
      title: `Phone activity low at ${site}`,
      message: `0 of 1 phone events in 60 min at ${site}`,
    });
  }
}

async function measure<M extends QueryName>(
  bench: ReadBench,
  name: string,
  method: M,
  input: Input<M>,
): Promise<void> {
  const times: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const began = performance.now();
    await bench.ask(method, input);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const [median, worst] = [times[REPEATS >> 1] ?? 0, times.at(-1) ?? 0];
  console.log(`${median.toFixed(1).padStart(7)} ms  (worst ${worst.toFixed(1)})  ${name}`);
}

using bench = readBench(fleet);
fill(bench);
console.log(`${FINDINGS} findings, ${SITES} sites, parsed by the contract; median of ${REPEATS}`);
const page = (name: string, input: Input<'findings.page'>) => measure(bench, name, 'findings.page', input);
const open: ('NEW' | 'ACKNOWLEDGED')[] = ['NEW', 'ACKNOWLEDGED'];

await page('page: everything', {});
await page('page: open', { filter: { status: open } });
await page('page: open, high, roots', { filter: { status: open, severity: ['HIGH'], roots: true } });
await page('page: open, text of two words', { filter: { status: open, text: 'phone s-77' } });
await page('page: one type', { filter: { type: 'SILENT_SITE' } });
await page('page: types by prefix', { filter: { type: 'ANOMALY_*' } });
await page('page: one site', { filter: { site: 'S-77' } });
await page('page: text that is everywhere', { filter: { text: 'phone' } });
await page('page: text that is nowhere', { filter: { text: 'zzzz' } });
await page('page: text of two words', { filter: { text: 'phone s-77' } });
await page('page: newest', { sort: 'newest' });
await page('page: newest of one severity', { sort: 'newest', filter: { severity: ['LOW'] } });
await measure(bench, 'counts', 'findings.counts', {});
await measure(bench, 'count by type', 'findings.count', { by: 'type' });
await measure(bench, 'export of 500', 'findings.export', {});
await measure(bench, 'sites', 'sites.list', {});
await measure(bench, 'engine status', 'engine.status', {});
