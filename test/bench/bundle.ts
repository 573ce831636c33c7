/*
 * npm run bench -- bundle [POINTS]: a busy finding (five captures of 2,000 positions that have none in common, 120 rows of the trail, a plan of
 * the largest size) sealed whole and redacted, and verified, with the built page. Medians of five. Goals: made < 2 s, verified < 1 s, at most 2 MB.
 * Then one of 50 MB is opened as a screen does it, and how long the thread that asks had no turn. Goal: < 50 ms.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { LONGEST_BUNDLE_PIECE } from '#contract/bundles.ts';
import { LARGEST_PLAN } from '#contract/map.ts';
import { sealBundle, textPart } from '#core/bundle/seal.ts';
import { trailLines } from '#core/bundle/trail-rows.ts';
import { verifyBundle } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { readPage } from '#main/bundle-page.ts';
import type { Collected } from '#main/services/bundles/collected.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { createSealedFiles } from '#main/services/bundles/sealed-files.ts';
import { createDispatch } from '#main/services/dispatch.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import { createBundleReader } from '#main/workers/bundles-client.ts';
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
  const size = (bytes.length / 1e6).toFixed(2);
  console.log(`${name}: made ${median(made)} ms, verified ${median(verified)} ms, ${size} MB`);
}
/** The longest time in which the thread of the windows had no turn while a large file was verified and read. */
async function openLarge(): Promise<void> {
  const { view, trail, head } = busyCollected(points);
  const rows = trailLines(trail.map((row) => ({ ...row, redacted: false })));
  const page = `<script type="application/json" id="bundle">${JSON.stringify({ view })}</script>`;
  const parts = [textPart('index.html', page), textPart('trail.ndjson', rows)];
  const filling = { name: 'filling', content: new Uint8Array(randomBytes(50 * 1024 * 1024)) };
  const about = { finding: 'F-1', site: null, title: '', made_at: '2026-01-05T04:10:00Z', made_by: 'ada' };
  const bytes = await sealBundle(
    [...parts, filling],
    { ...about, verified: false, program: '', redacted: false, trail_head: head },
    maker.signer,
    bundleTools,
  );
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const file = new URL('../../out/main/bundles.js', import.meta.url);
  const [clock, timers] = [systemClock, systemTimers];
  const files = createSealedFiles({
    ...{ timers, randomId: () => crypto.randomUUID(), ownFingerprint: () => null },
    openBundle: createBundleReader({ file, clock, timers, log }),
    openSealing: () => {
      throw new Error('nothing is sealed here');
    },
    dispatch: async () => ({ ok: true, value: [] }),
  });
  const dispatch = createDispatch({ shell: files.handlers, log });
  const pieces: string[] = [];
  const size = (LONGEST_BUNDLE_PIECE / 4) * 3;
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(Buffer.from(bytes.subarray(at, at + size)).toString('base64'));
  const id = crypto.randomUUID();
  const ask = async (method: 'bundles.open' | 'bundles.read', input: object) => {
    const reply = await dispatch(PROGRAM, method, { file: id, ...input });
    if (!reply.ok) throw new Error(reply.fault.message);
    return JSON.stringify(reply.value).length; // as a host writes it
  };
  let [last, longest] = [performance.now(), 0];
  const looking = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const startedAt = performance.now();
  for (const [piece, base64] of pieces.entries())
    await ask('bundles.open', { piece, base64, last: piece === pieces.length - 1 });
  for (let piece = 0; (await ask('bundles.read', { piece })) > EMPTY; piece++);
  const took = Math.round(performance.now() - startedAt);
  clearInterval(looking);
  files.stop();
  console.log(
    `a file of 50 MB: opened in ${took} ms, the thread that asks stood for ${Math.round(longest)} ms`,
  );
}
const EMPTY = '{"text":""}'.length;

await openLarge();
console.log(`calibration ${calibration()} ms, load ${loadAverage()}`);
