import { describe, expect, it } from 'vitest';
import { methods } from '#contract/index.ts';
import { SYSTEM } from '#core/model/actor.ts';
import { ADA, type ConfigurationBench, configurationBench } from '#test/kit/configuration-bench.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

const runbook = (title: string, finding_type = 'TOUR_OVERDUE') => ({
  finding_type,
  title,
  category: 'OPERATIONAL',
  severity: 'HIGH',
  description: 'What to do.',
  evidence_required: [],
  steps: ['Call the guard'],
  escalation_sla_minutes: 30,
  escalate_to_role: 'supervisor',
  auto_actions: [],
  auto_action_enabled: false,
});
const file = (runbooks: readonly unknown[], sites = 1) => ({
  'all.json': { ...fleetDocument({ sites, tenants: 1 }), runbooks },
});
const only = (...runbooks: readonly unknown[]) => ({ 'runbooks.json': { version: 1, runbooks } });
const undo = (bench: ConfigurationBench, version: number, dry_run = false) =>
  bench.service.rollBack(methods['configuration.roll_back'].input.parse({ version, dry_run }), ADA);
const titles = (bench: ConfigurationBench) =>
  bench.store.runbooks.all().map(({ finding_type, title }) => `${finding_type} ${title}`);

describe('an import of sites and runbooks together', () => {
  it('is taken back whole: its runbooks say again what they said before', async () => {
    using bench = configurationBench();
    await bench.load(file([runbook('first')]));
    await bench.load(file([runbook('second')], 2));
    const { entries, version, left } = await undo(bench, 2);
    expect([version, titles(bench), left]).toEqual([3, ['TOUR_OVERDUE first'], []]);
    expect(entries.map(({ scope, code, change }) => `${scope} ${code} ${change}`)).toEqual(
      expect.arrayContaining(['SITE S-2 changed', 'RUNBOOK TOUR_OVERDUE changed']),
    );
    await undo(bench, 3);
    expect(titles(bench)).toEqual(['TOUR_OVERDUE second']);
  });

  it('names what taking it back leaves, because findings may follow it', async () => {
    using bench = configurationBench();
    await bench.load(file([runbook('first')]));
    const { left } = await undo(bench, 1, true);
    expect(left).toEqual([
      { scope: 'TENANT', code: 'T-1' },
      { scope: 'CLIENT', code: 'C-1' },
      { scope: 'RUNBOOK', code: 'TOUR_OVERDUE' },
    ]);
    expect(bench.store.configuration.version()).toBe(1);
  });
});

it('runbooks are of the whole house: who is limited to a part neither brings any nor takes a version back that did', async () => {
  using bench = configurationBench();
  await bench.load(file([runbook('first')]));
  await bench.load(file([runbook('second')], 2));
  const part = { ...ADA, scope: { tenants: ['T-1'], clients: [], sites: [] } };
  const order = methods['configuration.roll_back'].input.parse({ version: 2, dry_run: false });
  await expect(bench.service.rollBack(order, part)).rejects.toThrow('You may not change runbooks');
  const files = [{ name: 'all.json', text: JSON.stringify(file([runbook('third')])['all.json']) }];
  const input = methods['configuration.import'].input.parse({ files, dry_run: false });
  await expect(bench.service.importFiles(input, part)).rejects.toThrow('You may not change runbooks');
  expect([bench.store.configuration.version(), titles(bench)]).toEqual([2, ['TOUR_OVERDUE second']]);
});

describe('an import of runbooks alone', () => {
  it('is a version that can be taken back', async () => {
    using bench = configurationBench();
    await bench.load(only(runbook('first')));
    expect(await bench.load(only(runbook('second'), runbook('new', 'SILENT_SITE')))).toMatchObject({
      version: 2,
    });
    const { version, left } = await undo(bench, 2);
    expect([version, left]).toEqual([3, [{ scope: 'RUNBOOK', code: 'SILENT_SITE' }]]);
    expect(titles(bench)).toEqual(['SILENT_SITE new', 'TOUR_OVERDUE first']);
  });

  it('is not taken back while a later version builds on one of them, and then nothing is', async () => {
    using bench = configurationBench();
    await bench.load(file([runbook('first')]));
    await bench.load(file([runbook('second')], 2));
    await bench.load(only(runbook('third')));
    const before = bench.stored();
    await expect(undo(bench, 2)).rejects.toThrow('The runbook TOUR_OVERDUE was changed again since');
    expect(bench.stored()).toEqual(before);
  });

  it('by the program itself is no version: what is shipped is nobody’s change', async () => {
    using bench = configurationBench();
    await bench.load(only(runbook('shipped')), { caller: { actor: SYSTEM, scope: 'all' } });
    expect([bench.store.configuration.version(), titles(bench)]).toEqual([0, ['TOUR_OVERDUE shipped']]);
  });
});
