import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assignedVersion } from '#core/finding/assigned-version.ts';
import type { Finding } from '#core/model/finding.ts';
import { DAY, MINUTE, SECOND } from '#core/model/time.ts';
import { archiveOld } from '#test/kit/archive-old.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn } from '#test/kit/events.ts';
import { findingWith } from '#test/kit/finding.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { one, START } from '#test/kit/quiet-site.ts';
import { readBench } from '#test/kit/read-bench.ts';
import { replayFile } from '#test/kit/replay.ts';

const DURESS = {
  ...{ finding_type: 'DURESS', title: 'Help', category: 'SAFETY', severity: 'CRITICAL' },
  ...{ steps: ['Call the police'], escalation_sla_minutes: 7, escalate_to_role: 'supervisor' },
};
const PEOPLE = Array.from({ length: 24 }, (_, index) => `G-${index + 1}`);
const why = { reason: 'to know' };

const call = ({ engine }: EngineBench) => engine.handlers;
const writeAgain = (bench: EngineBench, title: string, base_version: number) =>
  call(bench)['runbooks.save']({ runbook: { ...DURESS, title }, base_version, dry_run: false }, ADA);
const compare = async (bench: EngineBench, first = 1, second = 2, finding_type = 'DURESS') =>
  call(bench)['runbooks.compare']({ finding_type, first, second, ...why }, ADA);
const end = async (bench: EngineBench) =>
  call(bench)['runbooks.end_comparison']({ finding_type: 'DURESS', ...why }, ADA);
const retire = async (bench: EngineBench, finding_type: string, dry_run = false) =>
  call(bench)['runbooks.retire']({ finding_type, ...why, dry_run }, ADA);

/** Everybody of them calls for help. */
function help(bench: EngineBench, people = PEOPLE): void {
  bench.clock.advance(SECOND);
  bench.say(...people.map((person) => checkIn('S-1', bench.clock.now(), person, 'DURESS')));
}
const versions = (bench: EngineBench) =>
  Object.fromEntries(bench.findings('DURESS').map(({ id, runbook }) => [id, runbook?.version]));

async function withTwoVersions(): Promise<EngineBench> {
  const bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  await writeAgain(bench, 'Help quickly', 1);
  return bench;
}

describe('two versions that are compared', () => {
  it('are given to new findings as their ids say, with the time of that version, and kept when it ends', async () => {
    await using bench = await withTwoVersions();
    await compare(bench);
    help(bench);
    const given = versions(bench);
    const runbook = (version: number) => {
      const stored = bench.store.runbooks.get('DURESS', version);
      if (stored === null) throw new Error('there is none');
      return stored;
    };
    const said = (id: string) => assignedVersion({ ...runbook(1), against: runbook(2) }, id).version;
    expect(given).toEqual(Object.fromEntries(Object.keys(given).map((id) => [id, said(id)])));
    expect([...new Set(Object.values(given))].sort()).toEqual([1, 2]);
    for (const { runbook: got, sla_minutes } of bench.findings('DURESS'))
      expect(sla_minutes).toBe(runbook(got?.version ?? 0).escalation_sla_minutes);
    await writeAgain(bench, 'Help at once', 2);
    await end(bench);
    help(bench, ['G-31']);
    expect(versions(bench)).toMatchObject(given);
    expect(bench.findings('DURESS').find(({ subject }) => subject === 'person:G-31')?.runbook?.version).toBe(
      3,
    );
  });

  it('go on over a crash, and a replay gives each finding the version that it got', async () => {
    await using live = await withTwoVersions();
    await compare(live);
    help(live, PEOPLE.slice(0, 12));
    await live.restart();
    help(live, PEOPLE.slice(12));
    const given = versions(live);
    expect([...new Set(Object.values(given))].sort()).toEqual([1, 2]);
    expect(Object.keys(given)).toHaveLength(24);
    const replayed = replayFile(live.file, Date.parse(START), live.clock.now() + MINUTE, false);
    const again = replayed.findings.filter(({ finding_type }) => finding_type === 'DURESS');
    expect(Object.fromEntries(again.map(({ id, runbook }) => [id, runbook?.version]))).toEqual(given);
  });

  it('are begun and ended in the trail with a reason, and refused where it makes no sense', async () => {
    await using bench = await withTwoVersions();
    await expect(compare(bench, 1, 1)).rejects.toThrow('expected another version than the first');
    await expect(compare(bench, 1, 3)).rejects.toThrow('second: found 3, expected a version from 1 to 2');
    await expect(compare(bench, 1, 2, 'NONE')).rejects.toThrow('There is no runbook NONE.');
    await expect(end(bench)).rejects.toThrow('No versions of DURESS are compared.');
    await compare(bench);
    await expect(compare(bench)).rejects.toThrow('compared already');
    await expect(retire(bench, 'DURESS')).rejects.toThrow('end that first');
    bench.clock.advance(MINUTE);
    await end(bench);
    await compare(bench, 2, 1);
    const told = bench.store.trail
      .of('runbook', 'DURESS')
      .map(({ action, reason, actor, before, after }) => ({
        ...{ action, reason, who: actor.name, before, after },
      }));
    expect(told.slice(1)).toEqual([
      ...[['runbook.compared', null, { first: 1, second: 2 }] as const].map(toRow),
      ...[['runbook.comparison_ended', { first: 1, second: 2 }, null] as const].map(toRow),
      ...[['runbook.compared', null, { first: 2, second: 1 }] as const].map(toRow),
    ]);
  });

  it('are told with how each did meanwhile, and without a winner while there are few', async () => {
    using read = readBench();
    const at = Date.parse(START);
    const steps = [{ text: 'Call', expected_minutes: null, requires_note: false }];
    const base = { ...DURESS, category: 'SAFETY', severity: 'CRITICAL', steps, description: '' } as const;
    const more = { evidence_required: [], auto_actions: [], auto_action_enabled: false, low_risk: false };
    const { store } = read;
    store.transaction(() => {
      store.runbooks.add([{ ...base, ...more }], at, ADA.actor);
      store.runbooks.add([{ ...base, ...more, title: 'Two' }], at, ADA.actor);
      store.runbooks.saveComparison({
        ...{
          finding_type: 'DURESS',
          first: 1,
          second: 2,
          begun_at: at + DAY,
          begun_by: 'local:ada',
          reason: 'x',
        },
        ...{ ended_at: null, ended_by: null, end_reason: null },
      });
    });
    const used = (index: number, version: number, minutes: number, detected_at = at + DAY): Finding =>
      findingWith({
        ...{
          id: `F-${version}-${index}-${detected_at}`,
          finding_type: 'DURESS',
          subject: `person:${version}.${index}`,
        },
        ...{
          runbook: { finding_type: 'DURESS', version },
          detected_at,
          status: 'RESOLVED',
          condition: 'CLEARED',
        },
        ...{ resolved_at: detected_at + minutes * MINUTE, resolved_by: 'local:ada', disposition: 'BENIGN' },
      });
    const many = (version: number, minutes: number, count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => used(from + index, version, minutes));
    read.clock.step(at + 2 * DAY - read.clock.now());
    read.save([...many(1, 5, 20), ...many(2, 50, 29), used(0, 2, 5, at)]);
    const ask = async () => (await read.ask('runbooks.comparisons', { finding_type: 'DURESS' }))[0];
    expect(await ask()).toMatchObject({
      ...{ verdict: 'TOO_FEW', fewest: 30, cut: false },
      first: { version: 1, used: 20, needed: 10, success: { n: 20, share: 1 } },
      second: { version: 2, used: 29, needed: 1, success: { n: 29, share: 0 } },
    });
    read.save([...many(1, 5, 10, 20), ...many(2, 50, 1, 29)]);
    expect(await ask()).toMatchObject({ verdict: 'FIRST', second: { used: 30, needed: 0 } });
    expect(await read.ask('runbooks.list', {})).toMatchObject([
      { finding_type: 'DURESS', retired: null, compared: { first: 1, second: 2 } },
    ]);
  });
});

it('counts what went to the archive meanwhile in a comparison, and in how versions did', async () => {
  using read = readBench();
  const at = Date.parse(START);
  const { store } = read;
  const runbook = { ...DURESS, category: 'SAFETY', severity: 'CRITICAL', description: '' } as const;
  const more = { evidence_required: [], auto_actions: [], auto_action_enabled: false, low_risk: false };
  const steps = [{ text: 'Call', expected_minutes: null, requires_note: false }];
  const begun = { finding_type: 'DURESS', first: 1, second: 2, begun_at: at, begun_by: 'local:ada' };
  store.transaction(() => {
    for (const title of ['One', 'Two'])
      store.runbooks.add([{ ...runbook, ...more, steps, title }], at, ADA.actor);
    store.runbooks.saveComparison({
      ...begun,
      reason: 'x',
      ended_at: null,
      ended_by: null,
      end_reason: null,
    });
  });
  const resolved = (_: unknown, index: number) =>
    findingWith({
      ...{ id: `F-${index}`, finding_type: 'DURESS', subject: `person:${index}` },
      ...{ runbook: { finding_type: 'DURESS', version: 1 + (index % 2) }, detected_at: at + index * DAY },
      ...{ status: 'RESOLVED', condition: 'CLEARED', resolved_at: at + index * DAY + MINUTE },
      ...{ resolved_by: 'local:ada', disposition: 'BENIGN' },
    });
  read.save(Array.from({ length: 60 }, resolved));
  read.clock.step(at + 100 * DAY - read.clock.now());
  const asked = { finding_type: 'DURESS' };
  const comparison = async () => (await read.ask('runbooks.comparisons', asked))[0];
  const effect = () => read.ask('runbooks.effect', { ...asked, from: at, to: at + 100 * DAY });
  const before = [await comparison(), await effect()];
  expect(before[0]).toMatchObject({ verdict: 'NO_WINNER', first: { used: 30 }, second: { used: 30 } });
  expect(archiveOld(read, at + 10 * DAY)).toBe(10);
  expect([await comparison(), await effect()]).toEqual(before);
});

const toRow = ([action, before, after]: readonly [string, object | null, object | null]) => ({
  ...{ action, reason: 'to know', who: 'local:ada', before, after },
});

describe('a runbook that is retired', () => {
  it('opens no new finding, stays with those that it opened, and can be brought back', async () => {
    await using bench = await withTwoVersions();
    help(bench, ['G-1']);
    expect(await retire(bench, 'DURESS', true)).toEqual({ left_without: ['DURESS'] });
    help(bench, ['G-2']);
    expect(await retire(bench, 'DURESS')).toEqual({ left_without: ['DURESS'] });
    help(bench, ['G-3']);
    await bench.restart();
    help(bench, ['G-4']);
    await call(bench)['runbooks.bring_back']({ finding_type: 'DURESS', ...why }, ADA);
    help(bench, ['G-5']);
    const bySubject = bench
      .findings('DURESS')
      .map(({ subject, runbook }) => [subject, runbook?.version ?? null]);
    expect(bySubject.sort()).toEqual([
      ['person:G-1', 2],
      ['person:G-2', 2],
      ['person:G-3', null],
      ['person:G-4', null],
      ['person:G-5', 2],
    ]);
    const actions = bench.store.trail.of('runbook', 'DURESS').map(({ action, reason }) => [action, reason]);
    expect(actions.slice(1)).toEqual([
      ['runbook.retired', 'to know'],
      ['runbook.brought_back', 'to know'],
    ]);
  });

  it('leaves its findings to the next wider one, and says of a prefix which types it was there for', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    const runbook = { ...DURESS, finding_type: 'DUR*' };
    await call(bench)['runbooks.save']({ runbook, base_version: 0, dry_run: false }, ADA);
    expect(await retire(bench, 'DURESS')).toEqual({ left_without: [] });
    help(bench, ['G-1']);
    expect(bench.findings('DURESS')[0]?.runbook).toEqual({ finding_type: 'DUR*', version: 1 });
    expect(await retire(bench, 'DUR*', true)).toEqual({ left_without: ['DURESS'] });
    await expect(retire(bench, 'DURESS')).rejects.toThrow('retired already');
    await expect(compare(bench)).rejects.toThrow('bring it back first');
    const because = { finding_type: 'MANUAL', dry_run: false };
    await expect((async () => call(bench)['runbooks.retire'](because, ADA))()).rejects.toThrow(
      'expected why',
    );
  });

  it('is in the exported file as before, and an import of that file changes nothing', async () => {
    using read = readBench(fleetDocument({ sites: 1 }));
    const { store } = read;
    const file = new URL('../../resources/runbooks/duress.yaml', import.meta.url);
    expect(readFileSync(file, 'utf8')).toContain('DURESS');
    const steps = [{ text: 'Call', expected_minutes: null, requires_note: false }];
    const base = { ...DURESS, category: 'SAFETY', severity: 'CRITICAL', steps, description: '' } as const;
    const more = { evidence_required: [], auto_actions: [], auto_action_enabled: false, low_risk: false };
    store.transaction(() => store.runbooks.add([{ ...base, ...more }], read.clock.now(), ADA.actor));
    const before = await read.ask('configuration.export', { format: 'json' });
    store.transaction(() =>
      store.runbooks.retire({ finding_type: 'DURESS', at: read.clock.now(), by: 'local:ada', reason: 'x' }),
    );
    expect((await read.ask('configuration.export', { format: 'json' })).text).toBe(before.text);
    const { runbooks } = JSON.parse(before.text);
    expect(runbooks).toHaveLength(1);
    expect(await read.ask('runbooks.gaps', {})).toMatchObject({ types: expect.arrayContaining(['DURESS']) });
    expect(await read.ask('runbooks.list', {})).toMatchObject([
      { retired: { by: 'local:ada', reason: 'x' } },
    ]);
  });
});
