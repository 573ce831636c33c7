import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Input, MethodName } from '#contract/index.ts';
import type { About } from '#core/bundle/seal.ts';
import { sealBundle, textPart } from '#core/bundle/seal.ts';
import { verifyBundle, verifyFile } from '#core/bundle/verify.ts';
import { toIso } from '#core/model/time.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import type { BundleReading } from '#main/ports/bundle-reader.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { createReading } from '#main/services/bundles/reading.ts';
import { createSealedFiles } from '#main/services/bundles/sealed-files.ts';
import { type BundleSealing, createSealing } from '#main/services/bundles/sealing.ts';
import { createDispatch } from '#main/services/dispatch.ts';
import { PROGRAM } from '#main/services/handlers.ts';
import { busyCollected, PAGE_FILES, signer } from '#test/kit/bundle.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { type SeatsBench, seatsBench } from '#test/kit/seats-bench.ts';

const MAKER = { signer: signer(), tools: bundleTools, version: '1', page: PAGE_FILES };
const THEIRS = { ...MAKER, signer: signer() };
const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

let program: SeatsBench;
beforeEach(async () => {
  program = await seatsBench('2026-01-05T02:00:00Z');
  await program.bench.configure(fleetDocument({ sites: 1 }));
});
afterEach(() => program[Symbol.asyncDispose]());

function opening(): BundleReading {
  const reading = createReading(bundleTools);
  return {
    take: async (base64) => reading.take(base64),
    verify: async () => reading.verify(),
    text: async (piece) => reading.text(piece),
    bytes: async (piece) => reading.bytes(piece),
    close: () => {},
  };
}
const sealing = (): BundleSealing => ({ ...createSealing(() => MAKER), close: () => {} });

/** The real handlers of both sides, but for their threads. */
function bench() {
  const { handlers } = createSealedFiles({
    ...{ openBundle: opening, openSealing: sealing, timers: createFakeClock() },
    ...{ dispatch: program.dispatch, randomId: () => crypto.randomUUID(), ownFingerprint: () => null },
  });
  const dispatch = createDispatch({ shell: handlers, log: QUIET });
  const ask = async <M extends MethodName>(method: M, input: Input<M>): Promise<Answer<M>> => {
    const isHere = Object.hasOwn(handlers, method);
    const reply = await (isHere ? dispatch : program.dispatch)(PROGRAM, method, input);
    if (!reply.ok) throw new Error(reply.fault.message);
    return reply.value as Answer<M>; // safe: the method's own schema has parsed it
  };
  const open = async (bytes: Uint8Array) => {
    const file = crypto.randomUUID();
    const base64 = Buffer.from(bytes).toString('base64');
    const { opened } = await ask('bundles.open', { file, piece: 0, last: true, base64 });
    if (opened?.state !== 'INTACT') throw new Error(`${opened?.part} ${opened?.why}`);
    return { file, opened };
  };
  return { ask, open };
}

/** A bundle sealed by hand: everything is in it, and it says of itself what somebody likes. */
async function sealedByHand(said: Partial<About>): Promise<Uint8Array> {
  const whole = verifyBundle(await makeBundle(busyCollected(20), false, THEIRS), bundleTools);
  if (!whole.ok) throw new Error(whole.why);
  const { format: _, version: __, parts: ___, signer: ____, ...about } = whole.manifest;
  const parts = [...whole.parts].map(([name, content]) => ({ name, content }));
  return sealBundle(parts, { ...about, ...said }, THEIRS.signer, bundleTools);
}

const redactedBundle = () => makeBundle(busyCollected(20), true, THEIRS);

/** Puts a bundle into a new case as a screen does, with what that says of it, and saves the case. */
async function savedWith(
  bytes: Uint8Array,
  said: { readonly redacted: boolean; readonly finding?: string; readonly fingerprint?: string },
  redacted: boolean,
) {
  const { ask, open } = bench();
  const { opened } = await open(bytes);
  const { id } = await ask('cases.create', { name: 'The gate' });
  const bundle = {
    ...{ file_name: 'theirs.vigil', sha256: opened.sha256, redacted: said.redacted },
    fingerprint: said.fingerprint ?? opened.seal.fingerprint,
  };
  const { finding = opened.finding } = said;
  await ask('cases.change', {
    ...{ id, revision: 1 },
    change: { kind: 'add_bundle', finding, title: opened.title, bundle },
  });
  const { file } = await ask('cases.begin', { id });
  const again = await open(bytes);
  await ask('cases.bring', { file, opened: again.file });
  const exported = () =>
    program.bench.store.trail.of('case', id).filter(({ action }) => action === 'case.exported').length;
  const save = async () => {
    const { pieces } = await ask('cases.seal', { file, id, redacted });
    const texts: string[] = [];
    for (let piece = 0; piece < pieces; piece++)
      texts.push((await ask('bundles.sealed', { file, piece })).base64);
    return Buffer.concat(texts.map((text) => Buffer.from(text, 'base64')));
  };
  return { save, exported };
}

describe('what a bundle says of itself', () => {
  it('is told as left out where leaving out once more changes nothing', async () => {
    const { open } = bench();
    expect((await open(await redactedBundle())).opened).toMatchObject({
      ...{ redaction: 'HELD', seal: { redacted: true } },
    });
    expect((await open(await makeBundle(busyCollected(20), false, THEIRS))).opened).toMatchObject({
      ...{ redaction: 'NONE', seal: { redacted: false } },
    });
  });

  it('is held of a finding that was reported, acknowledged and resolved with notes here, and left out', async () => {
    const { ask, open } = bench();
    const about = { site: 'S-1', severity: 'HIGH', category: 'SECURITY', title: 'Gate', note: 'x' } as const;
    const { id } = await ask('findings.report', about);
    await ask('findings.acknowledge', { ids: [id] });
    await ask('findings.resolve', { ids: [id], disposition: 'BENIGN', note: 'Told Joanna Doe <at home>' });
    const made = await ask('bundles.make', { finding: id, redacted: true });
    const texts: string[] = [];
    for (let piece = 0; piece < made.pieces; piece++)
      texts.push((await ask('bundles.sealed', { file: made.file, piece })).base64);
    const { opened } = await open(Buffer.concat(texts.map((text) => Buffer.from(text, 'base64'))));
    expect(opened).toMatchObject({ finding: id, redaction: 'HELD' });
  });

  it('is told as not held where everything is in it, whatever its manifest says', async () => {
    const { open } = bench();
    expect((await open(await sealedByHand({ redacted: true }))).opened).toMatchObject({
      ...{ redaction: 'NOT_HELD', seal: { redacted: false } },
    });
  });

  it('is not held where a name stands in a file that no screen shows, in the title, or in who made it', async () => {
    const { open } = bench();
    const left = verifyBundle(await redactedBundle(), bundleTools);
    if (!left.ok) throw new Error(left.why);
    const { format: _, version: __, parts: ___, signer: ____, ...about } = left.manifest;
    const parts = [...left.parts].map(([name, content]) => ({ name, content }));
    const again = (more: typeof parts, said: Partial<About> = {}) =>
      sealBundle(
        [...parts.filter(({ name }) => !more.some((each) => each.name === name)), ...more],
        { ...about, ...said },
        ...([THEIRS.signer, bundleTools] as const),
      );
    const page = new TextDecoder().decode(left.parts.get('index.html'));
    const inPage = page.replace('{"view":{', '{"view":{"by":"Joanna Doe",');
    expect(inPage).not.toBe(page);
    const byJoanna = page.replace(`"made_by":"${about.made_by}"`, '"made_by":"Joanna Doe"');
    expect(byJoanna).not.toBe(page);
    for (const bytes of [
      await again([textPart('who.txt', 'Joanna Doe')]),
      await again([textPart('people.csv', 'Joanna Doe')]),
      await again([textPart('index.html', inPage)]),
      await again([], { title: 'Joanna Doe is away' }),
      await again([], { made_by: 'Joanna Doe' }),
      await again([textPart('index.html', byJoanna)], { made_by: 'Joanna Doe' }),
    ])
      expect((await open(bytes)).opened).toMatchObject({ redaction: 'NOT_HELD' });
    expect((await open(await again([]))).opened).toMatchObject({ redaction: 'HELD' });
  });

  it('is not held where an instant is none, and nothing fails over it', async () => {
    const collected = busyCollected(20);
    const finding = { ...collected.view.finding, detected_at: 9e15 };
    const page = JSON.stringify({ view: { ...collected.view, finding } });
    const bytes = await sealBundle(
      [
        textPart('index.html', `<script type="application/json" id="bundle">${page}</script>`),
        textPart('trail.ndjson', ''),
      ],
      {
        ...{ finding: 'F-1', site: 'S-1', title: 'x', made_at: toIso(0), made_by: 'operator-1' },
        ...{ verified: true, program: 'x', redacted: true, trail_head: collected.head },
      },
      THEIRS.signer,
      bundleTools,
    );
    expect((await bench().open(bytes)).opened).toMatchObject({ redaction: 'NOT_HELD' });
  });
});

describe('a bundle that somebody brought for a case', () => {
  it('goes into a redacted one where it holds no names, and the case is told as left out', async () => {
    const { save } = await savedWith(await redactedBundle(), { redacted: true }, true);
    const { opened } = await bench().open(await save());
    expect(opened).toMatchObject({ kind: 'CASE', redaction: 'HELD', seal: { redacted: true } });
  });

  it('is refused in a redacted one by what it holds, whatever its manifest and the screen say, and before the trail says that anything left', async () => {
    for (const bytes of [
      await sealedByHand({ redacted: true }),
      await makeBundle(busyCollected(20), false, THEIRS),
    ]) {
      const { save, exported } = await savedWith(bytes, { redacted: true }, true);
      await expect(save()).rejects.toThrow('theirs.vigil holds names and positions: take it out');
      expect(exported()).toBe(0);
    }
  });

  it('is refused where it is of another finding or by another key than the case says', async () => {
    const bytes = await redactedBundle();
    for (const said of [{ finding: 'F-OTHER' }, { fingerprint: 'a'.repeat(64) }]) {
      const { save, exported } = await savedWith(bytes, { redacted: true, ...said }, false);
      await expect(save()).rejects.toThrow('theirs.vigil is not what the case says of it');
      expect(exported()).toBe(0);
    }
  });

  it('makes a whole case one that does not hold what one of its bundles says', async () => {
    const { save } = await savedWith(await sealedByHand({ redacted: true }), { redacted: false }, false);
    const { opened } = await bench().open(await save());
    expect(opened).toMatchObject({ kind: 'CASE', redaction: 'NOT_HELD' });
  });

  it('is no name of a file by what it says its finding is', async () => {
    for (const finding of ['../../etc/cron.d/x', 'a\\..\\b', 'x'.repeat(100), '..', 'F 1\n', 'C:x']) {
      const { save } = await savedWith(await sealedByHand({ finding }), { redacted: false }, false);
      const file = verifyFile(await save(), bundleTools);
      if (!file.ok) throw new Error(`${file.part} ${file.why}`);
      expect([...file.parts.keys()][0]).toBe('bundles/01.vigil');
    }
  });
});

it('refuses a bundle with a file that would be unpacked elsewhere', async () => {
  const { ask } = bench();
  const about: About = {
    ...{ finding: 'F-1', site: null, title: 'x', made_at: toIso(0), made_by: 'x', verified: false },
    ...{ program: 'x', redacted: false, trail_head: { seq: 0, hash: '0'.repeat(64) } },
  };
  for (const name of ['../x', '/etc/x', 'a/../b', 'a\\b', 'C:x', '..', 'a\nb', 'a//b', '.hidden']) {
    const bytes = await sealBundle([textPart(name, 'x')], about, THEIRS.signer, bundleTools);
    const base64 = Buffer.from(bytes).toString('base64');
    const file = crypto.randomUUID();
    expect(await ask('bundles.open', { file, piece: 0, last: true, base64 })).toMatchObject({
      opened: { state: 'BROKEN', part: 'manifest.json' },
    });
  }
});
