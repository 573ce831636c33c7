import { describe, expect, it } from 'vitest';
import { SECOND } from '#core/model/time.ts';
import { Refused } from '#main/services/handlers.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

const DOCUMENT = {
  finding_type: 'DURESS',
  title: 'Somebody calls for help',
  category: 'SAFETY',
  severity: 'CRITICAL',
  steps: ['Call the police', { text: 'Stay on the line', requires_note: true }],
  escalation_sla_minutes: 3,
  escalate_to_role: 'supervisor',
};

type Changes = { runbook?: object; base_version?: number; reason?: string; dry_run?: boolean };

const save = async ({ engine }: EngineBench, { runbook = {}, ...input }: Changes = {}) =>
  engine.handlers['runbooks.save'](
    { base_version: 1, dry_run: false, ...input, runbook: { ...DOCUMENT, ...runbook } },
    ADA,
  );
const stored = ({ store }: EngineBench, version: number) => store.runbooks.get('DURESS', version);

describe('a runbook', () => {
  it('gets a new version, in the name of whoever changed it and with their reason', async () => {
    await using bench = await engineBench(START);
    const { version, fields } = await save(bench, { reason: 'Too many steps' });
    expect(version).toBe(2);
    expect(fields.map(({ field }) => field)).toContain('step 1');
    expect(stored(bench, 2)).toMatchObject({
      title: 'Somebody calls for help',
      steps: [
        { text: 'Call the police', expected_minutes: null, requires_note: false },
        { text: 'Stay on the line', expected_minutes: null, requires_note: true },
      ],
    });
    expect(bench.store.trail.of('runbook', 'DURESS')).toMatchObject([
      {
        action: 'runbook.changed',
        actor: { name: 'local:ada' },
        reason: 'Too many steps',
        before: { version: 1 },
        after: { version: 2, title: 'Somebody calls for help' },
      },
    ]);
  });

  it('is followed by the next finding, while an open one keeps the version that it was opened with', async () => {
    await using bench = await engineBench(START);
    await bench.configure(one());
    bench.engine.start();
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    await save(bench);
    bench.clock.advance(SECOND);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-2', 'DURESS'));
    const versions = bench.findings('DURESS').map(({ subject, runbook }) => [subject, runbook?.version]);
    expect(versions).toEqual([
      ['person:G-1', 1],
      ['person:G-2', 2],
    ]);
  });

  it('can be made for a type that had none of its own', async () => {
    await using bench = await engineBench(START);
    const runbook = { finding_type: 'ANOMALY_DOOR_OPENS_ABOVE' };
    expect(await save(bench, { runbook, base_version: 0 })).toMatchObject({ version: 1 });
    expect(bench.store.trail.of('runbook', 'ANOMALY_DOOR_OPENS_ABOVE')).toMatchObject([
      { action: 'runbook.added', before: null },
    ]);
  });

  it('stays as it is where nothing differs, or where it was only tried', async () => {
    await using bench = await engineBench(START);
    const tried = await save(bench, { dry_run: true });
    expect(tried.version).toBeNull();
    expect(tried.fields.length).toBeGreaterThan(0);
    expect(stored(bench, 2)).toBeNull();
    await save(bench);
    expect(await save(bench, { base_version: 2 })).toEqual({ version: null, fields: [] });
    expect(bench.store.trail.of('runbook', 'DURESS')).toHaveLength(1);
  });

  it('is refused with every problem at its field, and nothing is written', async () => {
    await using bench = await engineBench(START);
    const runbook = {
      steps: ['Call', { text: '', minutes: 3 }],
      severity: 'DIRE',
      escalation_sla_minutes: 0,
    };
    const refused = await save(bench, { runbook }).catch((error: unknown) => error);
    if (!(refused instanceof Refused)) throw new Error('it was taken');
    expect(refused.problems?.map(({ place, field }) => [place, field])).toEqual([
      ['severity', 'severity'],
      ['steps[1].text', 'text'],
      ['steps[1].minutes', 'minutes'],
      ['escalation_sla_minutes', 'escalation_sla_minutes'],
    ]);
    expect(stored(bench, 2)).toBeNull();
  });

  it('is refused where somebody was quicker', async () => {
    await using bench = await engineBench(START);
    await save(bench);
    await expect(save(bench, { runbook: { title: 'Mine' } })).rejects.toThrow('its newest version is 2');
    expect(stored(bench, 3)).toBeNull();
    await expect(save(bench, { runbook: { finding_type: 'NEW_ONE' } })).rejects.toThrow(
      'There is no runbook NEW_ONE.',
    );
  });
});
