import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { anchorFilesOf } from '#main/adapters/files/anchor-file.ts';
import { openQueries } from '#main/open-queries.ts';
import { noteRestored } from '#main/services/keeping/restored.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { one, START } from '#test/kit/quiet-site.ts';
import { HOST } from '#test/kit/read-bench.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

let elsewhere: ReturnType<typeof tempFolder>;
let bench: EngineBench;
const file = () => join(elsewhere.path, 'deep', 'anchors.ndjson');
const lines = () => readFileSync(file(), 'utf8').trim().split('\n');
beforeEach(async () => {
  elsewhere = tempFolder();
  bench = await engineBench(START, { anchorFiles: () => anchorFilesOf(elsewhere.path)(file()) });
  await bench.configure(one());
});
afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  elsewhere[Symbol.dispose]();
});

const anchor = () => bench.engine.handlers['trail.set_anchor']({ file: file() }, ADA);
/** As the reader sees it beside the engine. */
async function verified(input: { readonly copy?: { file: string; text: string } } = {}) {
  const { file: database, clock } = bench;
  const { handlers, close } = openQueries({ database, migrations: MIGRATIONS, clock, host: HOST });
  try {
    return await handlers['engine.verify'](input, ADA);
  } finally {
    close();
  }
}

it('writes the head of the trail into another place, and finds that they agree', async () => {
  expect((await verified()).anchors).toMatchObject({ count: 0, problem: null });
  await anchor();
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject(bench.store.trail.head());
  expect(await verified()).toMatchObject({ ok: true, anchors: { file: file(), count: 1, problem: null } });
});

it('says that the trail was cut where what was anchored is gone', async () => {
  await anchor();
  const head = bench.store.trail.head();
  const ahead = { at: '2026-01-05T09:00:00.000Z', seq: head.seq + 5, hash: 'a'.repeat(64) };
  writeFileSync(file(), `${readFileSync(file(), 'utf8')}${JSON.stringify(ahead)}\n`);
  const found = await verified();
  expect(found.ok).toBe(false);
  expect(found.problems).toEqual([expect.stringContaining(`was cut: row ${head.seq + 5}`)]);
});

it('says that it was written anew where another row stands under a number that was anchored', async () => {
  await anchor();
  const other = { at: '2026-01-05T02:00:00.000Z', seq: bench.store.trail.head().seq, hash: 'f'.repeat(64) };
  writeFileSync(file(), `${readFileSync(file(), 'utf8')}${JSON.stringify(other)}\n`);
  expect((await verified()).problems).toEqual([expect.stringContaining('was written anew')]);
});

it('says when the anchors themselves are gone, cut, or no anchors', async () => {
  await anchor();
  const whole = readFileSync(file(), 'utf8');
  rmSync(file());
  expect((await verified()).problems).toEqual([expect.stringContaining('does not hold the newest anchor')]);
  writeFileSync(file(), `x\n${whole}`);
  expect((await verified()).problems).toEqual([expect.stringContaining('a line that is no anchor')]);
});

it('knows of what a restored backup lost, and takes no other gap for one', async () => {
  await anchor();
  const { store } = bench;
  const at = bench.clock.now();
  const later = {
    at: new Date(at + 60_000).toISOString(),
    seq: store.trail.head().seq + 9,
    hash: 'b'.repeat(64),
  };
  writeFileSync(file(), `${readFileSync(file(), 'utf8')}${JSON.stringify(later)}\n`);
  expect((await verified()).ok).toBe(false);
  noteRestored(store, { at: at + 120_000, actor: ADA.actor, backup: 'b', taken_at: at, moved_to: null });
  expect(await verified()).toMatchObject({ ok: true, anchors: { excused: 1 } });
});

it('does not let a row that claims a restore excuse what was anchored before it', async () => {
  const seq = bench.store.trail.head().seq;
  const text = `${JSON.stringify({ at: '2026-01-05T00:00:00.000Z', seq, hash: 'f'.repeat(64) })}\n`;
  noteRestored(bench.store, {
    at: bench.clock.now() + 1,
    actor: ADA.actor,
    backup: 'b',
    taken_at: 0,
    moved_to: null,
  });
  const found = await verified({ copy: { file: 'copy', text } });
  expect(found.problems).toEqual([expect.stringContaining('was written anew')]);
});

it('holds the trail against a copy that was kept elsewhere, whatever became of the file itself', async () => {
  await anchor();
  const text = readFileSync(file(), 'utf8');
  rmSync(file());
  expect(await verified({ copy: { file: 'copy', text } })).toMatchObject({
    ...{ ok: true, anchors: { file: 'copy', count: 1, excused: 0 } },
  });
  expect((await verified({ copy: { file: 'copy', text: '' } })).problems).toEqual(['copy holds no anchor.']);
  const other = text.replace(/[0-9a-f]{64}/, 'f'.repeat(64));
  expect((await verified({ copy: { file: 'copy', text: other } })).ok).toBe(false);
});

it('cuts a line that was never finished before it writes the next, and leaves other files alone', async () => {
  await anchor();
  const whole = readFileSync(file(), 'utf8');
  for (const torn of ['{"at', `${whole.slice(0, 40)}\0\0`, whole.trimEnd()]) {
    writeFileSync(file(), `${whole}${torn}`);
    await anchor();
    expect(lines()).toHaveLength(2);
    expect(await verified()).toMatchObject({ ok: true, anchors: { count: 2 } });
  }
  writeFileSync(file(), 'a letter');
  await expect(anchor()).rejects.toThrow('no anchor');
  expect(readFileSync(file(), 'utf8')).toBe('a letter');
});

it('moves nowhere where nothing can be written, and stays where it was', async () => {
  await anchor();
  const relative = bench.engine.handlers['trail.set_anchor']({ file: 'anchors.ndjson' }, ADA);
  await expect(relative).rejects.toThrow('no whole path');
  expect(existsSync('anchors.ndjson')).toBe(false);
  expect(bench.store.trail.of('trail', 'anchors').at(-1)).toMatchObject({ action: 'trail.anchor_moved' });
});

it('verifies in parts, and says what is wrong only where it is', async () => {
  const { file: database, clock } = bench;
  const { handlers, close } = openQueries({ database, migrations: MIGRATIONS, clock, host: HOST });
  const part = await handlers['trail.verify']({ after: null }, ADA);
  close();
  expect(part).toMatchObject({ done: true, first_bad: null, last: bench.store.trail.head() });
});
