import { describe, expect, it } from 'vitest';
import { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, LONGEST_BUNDLE_PIECE } from '#contract/bundles.ts';
import { textPart } from '#core/bundle/seal.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import type { BundleReading, OpenBundle } from '#main/ports/bundle-reader.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { createSealedFiles } from '#main/services/bundles/sealed-files.ts';
import { createDispatch } from '#main/services/dispatch.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import { createBundleReader } from '#main/workers/bundles-client.ts';
import { busyCollected, PAGE_FILES, sealed, signer } from '#test/kit/bundle.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';

const PIECE = (LONGEST_BUNDLE_PIECE / 4) * 3;
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };
const THREAD = { file: PROGRAM_FILES.threads.bundles, log: QUIET, clock: systemClock, timers: systemTimers };
const MAKER = { signer: signer(), tools: bundleTools, version: '1', page: PAGE_FILES };

async function verified(bytes: Uint8Array, open: OpenBundle = createBundleReader(THREAD)) {
  const reading = open();
  try {
    for (let at = 0; at < bytes.length; at += PIECE)
      await reading.take(Buffer.from(bytes.subarray(at, at + PIECE)).toString('base64'));
    const result = await reading.verify();
    const texts: string[] = [];
    for (let piece = 0; result.ok && piece < result.pieces; piece++) texts.push(await reading.text(piece));
    return { result, text: texts.join('') };
  } finally {
    reading.close();
  }
}

it('verifies a bundle in a thread of its own, and hands over what it shows in pieces', async () => {
  const collected = busyCollected(2_000);
  const { result, text } = await verified(await makeBundle(collected, false, MAKER));
  expect(result).toMatchObject({ ok: true, manifest: { finding: 'F-1' }, pieces: expect.any(Number) });
  expect(result.ok && result.pieces).toBeGreaterThan(1);
  expect(BundleView.parse(JSON.parse(text))).toEqual(collected.view);
});

/** Signed by whoever made it, and intact. */
const hostile = (view: string) => {
  const page = `<script type="application/json" id="bundle">{"view":${view}}</script>`;
  return sealed([textPart('index.html', page), textPart('trail.ndjson', '')]);
};

it('does not even parse what is larger than anything it shows: a parser that runs out of memory ends the program, not the thread', async () => {
  const bytes = await hostile(`[${'[],'.repeat(2e7)}[]]`);
  await expect(verified(bytes)).rejects.toMatchObject({
    ...{ name: 'Refused', code: 'invalid-file' },
    message: expect.stringContaining('holds more than is shown here (58 MB, at most 16 MB)'),
  });
});

it('survives the worst that it parses: the thread ends at most, and the file is refused', async () => {
  const worst = '{},'.repeat(5_500_000);
  for (const view of [`[${worst}{}]`, `{"evidence":[${worst}{}]}`])
    await expect(verified(await hostile(view))).rejects.toMatchObject({
      ...{ name: 'Refused', code: 'invalid-file' },
    });
});

it('ends a thread that takes too long, and says so', async () => {
  const clock = createFakeClock();
  const file = new URL('../kit/stuck-thread.ts', import.meta.url);
  const open = createBundleReader({ ...THREAD, ...{ file, clock, timers: clock } });
  const reading = open();
  const asked = expect(reading.verify()).rejects.toMatchObject({
    ...{ name: 'Refused', code: 'invalid-file' },
    message: expect.stringMatching(/^Reading the file took longer than 30 s/),
  });
  clock.advance(16 * 60_000);
  await asked;
  reading.close();
});

it('refuses a file as soon as it is larger than any bundle', async () => {
  const reading = createBundleReader(THREAD)();
  const base64 = Buffer.alloc(LARGEST_BUNDLE).toString('base64');
  await reading.take(base64);
  await expect(reading.take('AAAA')).rejects.toMatchObject({
    code: 'bad-request',
    message: 'A bundle has at most 64 MB.',
  });
  reading.close();
});

/** The handlers behind the one dispatch, with readers that say when they are let go. */
function bench() {
  const clock = createFakeClock();
  const closed: number[] = [];
  let opened = 0;
  const openBundle = (): BundleReading => {
    const number = ++opened;
    return {
      take: async (base64) => {
        if (base64 === 'AAAA') throw new Error('crashed');
      },
      verify: async () => ({ ok: false, part: 'a', why: 'was changed' }),
      text: async () => '',
      bytes: async () => '',
      close: () => void closed.push(number),
    };
  };
  const files = createSealedFiles({
    ...{ openBundle, timers: clock, randomId: () => crypto.randomUUID(), ownFingerprint: () => null },
    openSealing: () => {
      throw new Error('nothing is sealed here');
    },
    dispatch: async () => ({ ok: true, value: [] }),
  });
  const dispatch = createDispatch({ shell: files.handlers, log: QUIET });
  const ids = new Map<string, string>();
  const put = (name: string, piece: number, last = false, base64 = 'AAAB') => {
    const file = ids.get(name) ?? crypto.randomUUID();
    ids.set(name, file);
    return dispatch(PROGRAM, 'bundles.open', { file, piece, last, base64 });
  };
  return { put, closed, clock, stop: files.stop };
}

describe('a file that a screen brings', () => {
  it('is let go when nothing is asked of it for two minutes, and not before', async () => {
    const { put, closed, clock } = bench();
    await put('a', 0);
    clock.advance(119_000);
    expect(await put('a', 1)).toMatchObject({ ok: true });
    clock.advance(119_000);
    expect(closed).toEqual([]);
    clock.advance(1_000);
    expect(closed).toEqual([1]);
    expect(await put('a', 2)).toMatchObject({ fault: { code: 'conflict' } });
    expect(clock.pending()).toBe(0);
  });

  it('is let go when it is broken, when its reader fails, and when a fifth one comes', async () => {
    const { put, closed, clock, stop } = bench();
    expect(await put('a', 0, true)).toMatchObject({ value: { opened: { state: 'BROKEN', part: 'a' } } });
    expect(closed).toEqual([1]);
    expect(await put('b', 0, false, 'AAAA')).toMatchObject({ ok: false });
    expect(closed).toEqual([1, 2]);
    for (const name of ['c', 'd', 'e', 'f']) await put(name, 0);
    expect(closed).toEqual([1, 2]);
    await put('g', 0);
    expect(closed).toEqual([1, 2, 3]);
    stop();
    expect(closed).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(clock.pending()).toBe(0);
  });

  it('is refused where a piece is missing or comes twice', async () => {
    const { put } = bench();
    await put('a', 0);
    for (const piece of [2, 5]) expect(await put('a', piece)).toMatchObject({ fault: { code: 'conflict' } });
    expect(await put('b', 1)).toMatchObject({ fault: { code: 'conflict' } });
  });
});
