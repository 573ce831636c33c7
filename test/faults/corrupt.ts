import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '#core/kit/random.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { windowOf } from '#test/kit/desk.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';
import { bundle } from './parts/bundle.ts';
import { faultsIn, reading } from './parts/checks.ts';
import { makeFolder } from './parts/folders.ts';
import { live } from './parts/life.ts';
import { startProgram } from './parts/program.ts';
import { type Setting, type Suite, Tally } from './parts/suite.ts';

/** A history with every kind of row. */
const TURNS = 40;
/** What SQLite calls the end of its header. */
const HEADER_BYTES = 100;
const CONTROL_FLIPS = 40;
const SLOW_STARTS = 10;

/** Does something bad to the files of a folder. */
type Damage = { readonly name: string; readonly inflict: (file: string) => void };

/** Bytes flipped, files cut short, a header of zeros, a -wal that is gone or another's: through the start of the store and of the program. */
export const corrupt: Suite = {
  name: 'corrupt',
  unit: 'bytes flipped, half of them in evidence',
  size: 1_000,
  tools: [],
  async run(setting) {
    const sound = await soundFolder(setting.folder);
    const tally = new Tally();
    flipBytes(setting, sound, tally, true);
    await startDamaged(setting, sound, SLOW_STARTS, tally);
    return tally;
  },
  async control(setting) {
    const tally = new Tally();
    flipBytes({ ...setting, size: CONTROL_FLIPS }, await soundFolder(setting.folder), tally, false);
    return tally;
  },
};

/** A data folder whose engine was killed, so that it has a -wal. */
export async function soundFolder(folder: string): Promise<string> {
  const program = await bundle('engine-child', folder);
  const data = makeFolder(folder, 'sound');
  await live({ program, settings: { folder: data, from: 0, until: TURNS } });
  await live({
    program,
    settings: { folder: data, from: TURNS, until: 2 * TURNS },
    onFirstAck: (child) => void setTimeout(() => child.kill('SIGKILL'), 60),
  });
  return data;
}

/**
 * Each flip is one of three: told as damage with the file kept as it was, found by the check of chain and evidence, or
 * without effect on what is stored. `looks`: without the check of chain and evidence the control goes blind.
 */
export function flipBytes(
  { size, random, folder }: Setting,
  sound: string,
  tally: Tally,
  looks: boolean,
): void {
  const bodies = evidenceOf(join(sound, 'vigil.db'));
  const content = readFileSync(join(sound, 'vigil.db'));
  for (let nth = 0; nth < size; nth += 1) {
    const own = makeFolder(folder, `flip-${nth}`);
    const inEvidence = nth % 2 === 0;
    const at = inEvidence ? random.pick(bodies) + random.whole(20, 60) : random.whole(0, content.length - 1);
    const flipped = Buffer.from(content);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.whole(0, 7));
    const file = join(own, 'vigil.db');
    writeFileSync(file, flipped);
    tally.cases += 1;
    const seen = judge(file, flipped, looks, tally, `bit of byte ${at}`);
    if (inEvidence && !seen) tally.broken.push(`byte ${at} of evidence was flipped, and nobody saw`);
    rmSync(own, { recursive: true });
  }
}

/** True when the damage was seen. */
function judge(file: string, damaged: Buffer, looks: boolean, tally: Tally, where: string): boolean {
  try {
    openStore(file, { migrations: MIGRATIONS, profile: 'durable' }).close();
    return reading(file, (session) => {
      if (looks) return faultsIn(session).broken.length > 0;
      return session.pluck<[], string>('PRAGMA integrity_check').get() !== 'ok';
    });
  } catch (error) {
    if (!(error instanceof StoreTrouble) && !(error instanceof Error && error.name === 'SchemaMismatch'))
      tally.broken.push(`${where}: ${error instanceof Error ? error.message : String(error)}`);
    tally.add({ broken: unkept(file, damaged) }, where);
    return true;
  }
}

/** What was there before must still be there, where it was or in quarantine. */
function unkept(file: string, before: Buffer): readonly string[] {
  const quarantine = join(file, '../quarantine');
  const kept = existsSync(quarantine)
    ? readdirSync(quarantine).map((name) => join(quarantine, name, 'vigil.db'))
    : [];
  const whole = [file, ...kept].some((path) => existsSync(path) && readFileSync(path).equals(before));
  return whole ? [] : ['the damaged file was not kept as it was'];
}

/** Where in the file evidence lies: each body is compressed, so that its first bytes are found nowhere else. */
function evidenceOf(file: string): readonly number[] {
  const bodies = reading(file, (session) => session.pluck<[], Buffer>('SELECT body FROM evidence').all());
  const content = readFileSync(file);
  return bodies.map((body) => content.indexOf(body.subarray(0, 80))).filter((at) => at > 0);
}

const damagesOf = (random: Random, other: string): readonly Damage[] => [
  { name: 'the header zeroed', inflict: (file) => change(file, (bytes) => bytes.fill(0, 0, HEADER_BYTES)) },
  { name: 'the -wal gone', inflict: (file) => rmSync(`${file}-wal`, { force: true }) },
  { name: 'the -wal of another', inflict: (file) => cpSync(`${other}-wal`, `${file}-wal`) },
  { name: 'no byte left', inflict: (file) => writeFileSync(file, '') },
  { name: 'the second page zeroed', inflict: (file) => change(file, (bytes) => bytes.fill(0, 4_096, 8_192)) },
  ...Array.from({ length: 50 }, () => ({
    name: 'cut short',
    inflict: (file: string) => change(file, (bytes) => bytes.subarray(0, random.whole(1, bytes.length - 1))),
  })),
];

const change = (file: string, how: (bytes: Buffer) => Buffer): void =>
  writeFileSync(file, how(readFileSync(file)));

/** The whole program on damaged files: it comes up and says what is wrong, and nothing is thrown away. */
export async function startDamaged(
  { random, folder }: Setting,
  sound: string,
  most: number,
  tally: Tally,
): Promise<void> {
  const other = join(await soundFolder(makeFolder(folder, 'other')), 'vigil.db');
  for (const [nth, { name, inflict }] of damagesOf(random, other).slice(0, most).entries()) {
    const own = join(folder, `start-${nth}`);
    cpSync(sound, own, { recursive: true });
    const file = join(own, 'vigil.db');
    inflict(file);
    const damaged = readFileSync(file);
    tally.cases += 1;
    const program = await startProgram(own);
    const { state, reason } = program.shell.state();
    const ask = (method: string) => windowOf(program.shell).call(method, {});
    const status = await ask('engine.status');
    const verdict = state === 'RUNNING' ? await ask('engine.verify') : null;
    await program.shell.close(true);
    const faults = [
      ...(status.ok ? [] : ['the screens got no answer']),
      ...(state === 'RUNNING' || reason !== null ? [] : [`${state} without a reason`]),
      ...(state === 'CORRUPT' ? unkept(file, damaged) : []),
    ];
    tally.add({ broken: faults }, name);
    const found = state === 'RUNNING' ? reading(file, faultsIn).broken : [];
    // Some damage fits so well that only the check of chain and references sees it.
    const isSeen = verdict?.ok === true && !(verdict.value as { ok: boolean }).ok; // safe: dispatch parsed it
    if (found.length > 0 && !isSeen) tally.add({ broken: found }, `${name}, which nobody was told of`);
    tally.notes.push(`${name}: ${state}${found.length > 0 ? ', seen by the check alone' : ''}`);
  }
}
