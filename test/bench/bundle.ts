/*
 * npm run bench -- bundle [POINTS]: a busy finding (five captures of 2,000 positions that have none in common, 120 rows of the trail, a plan of
 * the largest size) sealed whole and redacted, and verified, with the built page. Medians of five. Goals: made < 2 s, verified < 1 s, at most 2 MB.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { LARGEST_PLAN } from '#contract/map.ts';
import { verifyBundle } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readPage } from '#main/bundle-page.ts';
import type { Collected } from '#main/services/bundles/collected.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { busyCollected, signer } from '#test/kit/bundle.ts';
import { calibration, loadAverage } from '#test/kit/figures.ts';

const RUNS = 5;
const points = Number(process.argv[2] ?? 2_000);
const maker = {
  ...{ signer: signer(), tools: bundleTools, version: '0.0.0' },
  page: readPage(join(import.meta.dirname, '../../out/bundle-page')),
};

/** An image is noise to whatever packs it. */
function withPlan({ view, ...rest }: Collected): Collected {
  const place = view.place;
  if (place === null) throw new Error('a busy finding has a place');
  const corners = { nw: { lat: 12.973, lon: 77.592 }, se: { lat: 12.969, lon: 77.597 } };
  const base64 = randomBytes(LARGEST_PLAN).toString('base64');
  const plan = { name: 'Ground floor', media_type: 'image/png' as const, base64, ...corners };
  return { ...rest, view: { ...view, place: { ...place, plan } } };
}

const median = (values: readonly number[]): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);

for (const [name, collected, redacted] of [
  ['whole', busyCollected(points), false],
  ['whole, with the largest plan', withPlan(busyCollected(points)), false],
  ['redacted', busyCollected(points), true],
] as const) {
  const [made, verified]: [number[], number[]] = [[], []];
  let bytes = new Uint8Array();
  for (let run = 0; run < RUNS; run++) {
    const startedAt = performance.now();
    bytes = new Uint8Array(await makeBundle(collected, redacted, maker));
    made.push(performance.now() - startedAt);
    const sealedAt = performance.now();
    if (!verifyBundle(bytes, bundleTools).ok) throw new Error('what was just sealed is broken');
    verified.push(performance.now() - sealedAt);
  }
  const size = (bytes.length / 1024 / 1024).toFixed(2);
  console.log(`${name}: made ${median(made)} ms, verified ${median(verified)} ms, ${size} MB`);
}
console.log(`calibration ${calibration()} ms, load ${loadAverage()}`);
