import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SYSTEM } from '#core/model/actor.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { openEngine } from '#main/open-engine.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { ADA } from '#test/kit/engine-bench.ts';
import { MIGRATIONS, tempFolder } from '#test/kit/temp-store.ts';

const LIBRARY = join(import.meta.dirname, '../../resources/runbooks');
const EARLIER = readdirSync(join(LIBRARY, 'earlier'));
const REPLACED = [
  'ANOMALY_TOUR_CHECKPOINTS_ABOVE',
  'AUDIT_GAP',
  'CHECKPOINT_PATTERN',
  'DEVICE_BATTERY_LOW',
  'SOURCE_SILENT',
];
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** The library as it was shipped first. */
function firstLibrary(folder: string): string {
  const library = join(folder, 'runbooks');
  mkdirSync(join(library, 'earlier'), { recursive: true });
  for (const name of readdirSync(LIBRARY).filter((each) => each.endsWith('.yaml')))
    copyFileSync(join(LIBRARY, name), join(library, name));
  for (const name of EARLIER.filter((each) => each.endsWith('.1.yaml')))
    copyFileSync(join(LIBRARY, 'earlier', name), join(library, name.replace('.1.yaml', '.yaml')));
  return library;
}

/** Every start of the program, with one library or another, over one database. */
async function starts() {
  const folder = tempFolder();
  const clock = createFakeClock('2026-11-27T12:00:00Z');
  const database = join(folder.path, 'vigil.db');
  const first = firstLibrary(folder.path);
  const start = (runbooks: string, version = '1.0.0') =>
    openEngine({
      ...{ database, migrations: MIGRATIONS, version, clock, timers: clock, log },
      ...{ runbooks, emit: () => {}, configurationFiles },
    });
  return { first, start, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

type Open = Awaited<ReturnType<typeof openEngine>>;
const newest = ({ store }: Open, type: string): Runbook => {
  const runbook = store.runbooks.all().find(({ finding_type }) => finding_type === type);
  if (runbook === undefined) throw new Error(`no runbook ${type}`);
  return runbook;
};
const changed = ({ store }: Open): readonly string[] =>
  store.runbooks
    .all()
    .filter(({ version }) => version > 1)
    .map(({ finding_type }) => finding_type);
/** As the screen does: what is not said is left out. */
function save({ engine }: Open, { version, steps, ...fields }: Runbook) {
  const written = steps.map(({ expected_minutes, ...step }) => ({
    ...step,
    ...(expected_minutes === null ? {} : { expected_minutes }),
  }));
  const input = { runbook: { ...fields, steps: written }, base_version: version, reason: 'ours' };
  return engine.handlers['runbooks.save']({ ...input, dry_run: false }, ADA);
}
const stepsOf = ({ steps }: Runbook) => steps;

it('brings a runbook that nobody wrote to the text that is shipped now, once, as a new version with its row in the trail', async () => {
  using each = await starts();
  const before = await each.start(each.first);
  const old = stepsOf(newest(before, 'DEVICE_BATTERY_LOW'));
  expect(old.some(({ requires_note }) => requires_note)).toBe(false);
  before.close(true);

  const after = await each.start(LIBRARY);
  expect(changed(after)).toEqual(REPLACED);
  expect(stepsOf(newest(after, 'DEVICE_BATTERY_LOW')).some(({ requires_note }) => requires_note)).toBe(true);
  expect(after.store.runbooks.get('DEVICE_BATTERY_LOW', 1)).toMatchObject({ steps: old });
  const rows = after.store.trail.since(0, 1_000).filter(({ action }) => action.startsWith('configuration.'));
  expect(rows.at(-1)).toMatchObject({
    actor: SYSTEM,
    after: { runbooks: REPLACED.map((finding_type) => ({ finding_type, version: 2 })) },
  });
  after.close(true);

  const again = await each.start(LIBRARY, '1.1.0');
  expect(again.store.runbooks.all().filter(({ version }) => version > 2)).toEqual([]);
  again.close(true);
});

it('leaves the newer text where an older Vigil is started again', async () => {
  using each = await starts();
  (await each.start(LIBRARY)).close(true);
  const older = await each.start(each.first, '0.9.0');
  expect(changed(older)).toEqual([]);
  expect(stepsOf(newest(older, 'DEVICE_BATTERY_LOW')).some(({ requires_note }) => requires_note)).toBe(true);
  older.close(true);
});

it('leaves a runbook alone that a person has written, even back to what was shipped', async () => {
  using each = await starts();
  const before = await each.start(each.first);
  const edited = newest(before, 'DEVICE_BATTERY_LOW');
  await save(before, { ...edited, escalation_sla_minutes: 99 });
  const restored = newest(before, 'CHECKPOINT_PATTERN');
  await save(before, { ...restored, title: 'Ours' });
  await save(before, { ...restored, version: 2 });
  before.close(true);

  const after = await each.start(LIBRARY);
  expect(newest(after, 'DEVICE_BATTERY_LOW')).toEqual({
    ...edited,
    escalation_sla_minutes: 99,
    version: 2,
  });
  expect(newest(after, 'CHECKPOINT_PATTERN')).toEqual({ ...restored, version: 3 });
  expect(newest(after, 'AUDIT_GAP').version).toBe(2);
  after.close(true);
});
