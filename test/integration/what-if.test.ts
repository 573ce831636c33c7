import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Trial, TrialOrder } from '#contract/what-if.ts';
import { DAY, MINUTE, toIso } from '#core/model/time.ts';
import { windowOf } from '#test/kit/desk.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { runProgram } from '#test/kit/program.ts';
import { signedIn, turnAccountsOn } from '#test/kit/signed-in.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

type Program = Awaited<ReturnType<typeof runProgram>>;

const ORDER: TrialOrder = {
  target: { scope: 'SITE', sites: ['S-1'] },
  changes: [{ field: 'signal_thresholds.phone_events', value: { min_count: 20, window_minutes: 60 } }],
  days: 1,
};
const SLOW: TrialOrder = { ...ORDER, days: 90 };

/** Two sites that phoned every ten minutes of the last day. */
async function withTelemetry(program: Program): Promise<void> {
  const configuration = JSON.stringify(fleetDocument({ sites: 2, tenants: 2 }));
  const files = [{ name: 'sites.json', text: configuration }];
  expect(await program.ask('configuration.import', { files, dry_run: false })).toMatchObject({ ok: true });
  const now = Date.now();
  const lines = Array.from({ length: 144 }, (_, i) => toIso(now - DAY + i * 10 * MINUTE)).flatMap((ts) =>
    ['S-1', 'S-2'].map((site) => JSON.stringify({ type: 'phone_event', site, ts })),
  );
  const text = `${lines.join('\n')}\n`;
  expect(await program.ask('telemetry.ingest', { file: 'day.ndjson', first_line: 1, text })).toMatchObject({
    value: { accepted: 288 },
  });
}

const trialOf = async (program: Program): Promise<Trial> => {
  const reply = await program.ask('what_if.get', {});
  if (!reply.ok) throw new Error(reply.fault.message);
  return (reply.value as { trial: Trial }).trial;
};
/** A side that is known is done in one step. */
const HALF = 0.5;
const longestStep = (heard: readonly { done: number }[]) =>
  Math.max(...heard.map(({ done }, index) => done - (heard[index - 1]?.done ?? 0)));
const replaysIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('replay-'));

it('replays both settings beside the running engine, tells how far it is, and cleans up', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  const heard: { state: string; done: number }[] = [];
  windowOf(program.shell).subscribeTo('what_if.changed', (told) => heard.push(told));
  expect(await program.ask('what_if.start', ORDER)).toMatchObject({ ok: true });
  await expect.poll(() => heard.at(-1)?.state, { timeout: 60_000 }).toBe('DONE');
  const { result, sites, reason } = await trialOf(program);
  expect({ sites, reason }).toEqual({ sites: [{ tenant: 'T-1', client: 'C-1', code: 'S-1' }], reason: null });
  const low = result?.types.find((type) => type.finding_type === 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW');
  expect(low).toMatchObject({ before: { findings: 0 }, after: { findings: 1 } });
  expect(result?.added.first.map(({ site }) => site)).toEqual(['S-1']);
  expect(heard.map(({ done }) => done)).toEqual(heard.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(longestStep(heard)).toBeLessThan(HALF);
  await expect.poll(() => replaysIn(folder.path)).toEqual([]);
  await program.shell.close(true);
});

it('replays only the other side of what was looked at before, or tried before', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  let heard: { state: string; done: number }[] = [];
  windowOf(program.shell).subscribeTo('what_if.changed', (told) => heard.push(told));
  const { target, days } = ORDER;
  expect(await program.ask('what_if.prepare', { target, days })).toMatchObject({ ok: true });
  expect(await trialOf(program)).toBeNull();
  const tried = async (min_count: number) => {
    heard = [];
    const changes = [{ field: 'signal_thresholds.phone_events', value: { min_count, window_minutes: 60 } }];
    expect(await program.ask('what_if.start', { ...ORDER, changes })).toMatchObject({ ok: true });
    await expect.poll(() => heard.at(-1)?.state, { timeout: 60_000 }).toBe('DONE');
    expect(longestStep(heard)).toBeGreaterThanOrEqual(HALF);
    const { result } = await trialOf(program);
    return (result?.findings.after ?? 0) - (result?.findings.before ?? 0);
  };
  expect(await tried(20)).toBe(1);
  expect(await tried(1)).toBe(0);
  await expect.poll(() => replaysIn(folder.path)).toEqual([]);
  await program.shell.close(true);
});

it('looks at something else when that was chosen, and refuses what is unknown', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  const prepare = (site: string, days: number) =>
    program.ask('what_if.prepare', { target: { scope: 'SITE', sites: [site] }, days });
  expect(await prepare('S-1', 90)).toMatchObject({ ok: true });
  expect(await prepare('S-2', 1)).toMatchObject({ ok: true });
  expect(await prepare('S-9', 1)).toMatchObject({ fault: { code: 'not-found' } });
  expect(await program.ask('what_if.start', ORDER)).toMatchObject({ ok: true });
  await expect.poll(async () => (await trialOf(program)).state, { timeout: 60_000 }).toBe('DONE');
  await program.shell.close(true);
  expect(replaysIn(folder.path)).toEqual([]);
});

it('runs one trial at a time, and ends it at once when it is cancelled', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  expect(await program.ask('what_if.start', SLOW)).toMatchObject({ ok: true });
  expect(await program.ask('what_if.start', ORDER)).toMatchObject({ fault: { code: 'conflict' } });
  const { id } = await trialOf(program);
  expect(await program.ask('what_if.cancel', { id: 'another' })).toMatchObject({
    fault: { code: 'not-found' },
  });
  expect(await program.ask('what_if.cancel', { id })).toMatchObject({ ok: true });
  expect(await trialOf(program)).toMatchObject({ state: 'CANCELLED', result: null });
  await expect.poll(() => replaysIn(folder.path)).toEqual([]);
  expect(await program.ask('what_if.start', ORDER)).toMatchObject({ ok: true });
  await program.shell.close(true);
  expect(replaysIn(folder.path)).toEqual([]);
});

it('refuses what is unknown or no valid setting, with place and expectation', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  const wrong = { ...ORDER, changes: [{ field: 'evidence_lookback_minutes', value: 5 }] };
  expect(await program.ask('what_if.start', wrong)).toMatchObject({
    fault: {
      code: 'bad-request',
      problems: [{ place: 'S-1 audit.evidence_lookback_minutes', found: '5', expected: expect.any(String) }],
    },
  });
  const nowhere: TrialOrder = { ...ORDER, target: { scope: 'SITE', sites: ['S-9'] } };
  expect(await program.ask('what_if.start', nowhere)).toMatchObject({ fault: { code: 'not-found' } });
  expect(await trialOf(program)).toBeNull();
  await program.shell.close(true);
});

it('tries only sites of the tenants that the caller may see, and shows nobody else’s trial', async () => {
  using folder = tempFolder();
  const program = await runProgram(folder.path);
  await withTelemetry(program);
  const root = await turnAccountsOn(program.shell);
  const limitedTo = (tenant: string) =>
    signedIn(program.shell, root, {
      name: tenant,
      role: 'supervisor',
      scope: { tenants: [tenant], clients: [], sites: [] },
    });
  const [own, other] = [await limitedTo('T-1'), await limitedTo('T-2')];
  const ofClient = await signedIn(program.shell, root, {
    name: 'C-1',
    role: 'supervisor',
    scope: { tenants: [], clients: [{ tenant: 'T-1', client: 'C-1' }], sites: [] },
  });
  const wholeTenant: TrialOrder = { ...ORDER, target: { scope: 'TENANT', tenant: 'T-1' } };
  expect(await ofClient.call('what_if.start', wholeTenant)).toMatchObject({ fault: { code: 'not-found' } });
  expect(await other.call('what_if.start', ORDER)).toMatchObject({ fault: { code: 'not-found' } });
  expect(await own.call('what_if.start', ORDER)).toMatchObject({ ok: true });
  expect(await other.call('what_if.get', {})).toMatchObject({ value: { trial: null } });
  expect(await ofClient.call('what_if.get', {})).toMatchObject({
    value: { trial: { state: expect.any(String) } },
  });
  const { id } = await trialOf({ ...program, ask: own.call });
  expect(await other.call('what_if.cancel', { id })).toMatchObject({ fault: { code: 'not-found' } });
  await program.shell.close(true);
});
