import { describe, expect, it } from 'vitest';
import type { TenantScope } from '#core/model/actor.ts';
import { localActor } from '#core/model/actor.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import type { Caller } from '#main/services/handlers.ts';
import { ADA, type EngineBench, engineBench } from '#test/kit/engine-bench.ts';
import { checkIn } from '#test/kit/events.ts';
import { one, START } from '#test/kit/quiet-site.ts';

const ELSEWHERE: TenantScope = { tenants: ['OTHER'] };
const STRANGER: Caller = { actor: localActor('eve'), scope: ELSEWHERE };

/** An engine with one call for help; its runbook has steps, the first without a note. */
async function withDuress(): Promise<{ readonly bench: EngineBench; readonly id: string }> {
  const bench = await engineBench(START);
  await bench.configure(one());
  bench.engine.start();
  bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
  return { bench, id: bench.findings('DURESS')[0]?.id ?? '' };
}

/** What the trail says of a finding since it was opened: action, who, why. */
const told = ({ store }: EngineBench, id: string) =>
  store.trail
    .of('finding', id)
    .slice(1)
    .map(({ action, actor, reason }) => [action, actor.name, reason]);

const revisionOf = (bench: EngineBench, id: string) =>
  bench.findings().find((finding) => finding.id === id)?.revision ?? 0;

/** Rows that the screens were told of, the last of each finding. */
const pushed = ({ emitted }: EngineBench, id: string) =>
  emitted
    .flatMap(({ event, payload }) =>
      event === 'findings.changed'
        ? (payload as { rows: { id: string; revision: number; assigned_to: string | null }[] }).rows
        : [],
    )
    .filter((row) => row.id === id)
    .at(-1);

describe('a note', () => {
  it('is a row of the trail and a push to the screens, also for a finding that is over', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    const before = revisionOf(bench, id);
    expect(await handlers['findings.note']({ ids: [id, 'F-NONE'], text: 'Rain.' }, ADA)).toEqual({
      changed: [id],
      refused: [{ id: 'F-NONE', why: 'No such finding.' }],
    });
    expect(revisionOf(bench, id)).toBe(before + 1);
    expect(pushed(bench, id)).toMatchObject({ revision: before + 1 });
    await handlers['findings.resolve']({ ids: [id], disposition: 'BENIGN', note: 'A test' }, ADA);
    await handlers['findings.note']({ ids: [id], text: 'Paper filed.' }, ADA);
    expect(told(bench, id).map(([action, , reason]) => [action, reason])).toEqual([
      ['finding.noted', 'Rain.'],
      ['finding.resolved', 'BENIGN: A test'],
      ['finding.noted', 'Paper filed.'],
    ]);
    expect(bench.store.trail.verify()).toMatchObject({ ok: true });
  });

  it('on a resolved finding leaves the one that is open for the same thing now alone', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    await handlers['findings.resolve']({ ids: [id], disposition: 'BENIGN', note: 'A test' }, ADA);
    bench.clock.advance(MINUTE);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    const [, second] = bench.findings('DURESS');
    expect(second?.status).toBe('NEW');
    const both = { ids: [second?.id ?? '', id], text: 'Both.' };
    expect(await handlers['findings.note'](both, ADA)).toMatchObject({ changed: both.ids });
    bench.clock.advance(MINUTE);
    bench.say(checkIn('S-1', bench.clock.now(), 'G-1', 'DURESS'));
    expect(bench.findings('DURESS').map(({ status, occurrences }) => [status, occurrences])).toEqual([
      ['RESOLVED', 1],
      ['NEW', 2],
    ]);
  });
});

it('a call that was made says who, what came of it, and what was said', async () => {
  const { bench, id } = await withDuress();
  await using _ = bench;
  const { handlers } = bench.engine;
  await handlers['findings.call']({ id, who: 'G-1', outcome: 'NO_ANSWER' }, ADA);
  await handlers['findings.call']({ id, who: 'Control room', outcome: 'REACHED', note: 'On foot' }, ADA);
  expect(told(bench, id)).toEqual([
    ['finding.call_made', 'local:ada', 'G-1, no answer'],
    ['finding.call_made', 'local:ada', 'Control room, reached: On foot'],
  ]);
  expect(() => handlers['findings.call']({ id, who: 'G-1', outcome: 'BUSY' }, STRANGER)).toThrow(
    'No such finding.',
  );
});

describe('giving a finding to a colleague', () => {
  it('shows in its row, acknowledges nothing, and lasts over a restart', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    await bench.engine.handlers['findings.assign']({ ids: [id], to: 'Ben', note: 'my break' }, ADA);
    expect(pushed(bench, id)).toMatchObject({ assigned_to: 'Ben', status: 'NEW', acknowledged_by: null });
    await bench.restart();
    expect(bench.findings('DURESS')).toMatchObject([{ assigned_to: 'Ben', assigned_at: Date.parse(START) }]);
    await bench.engine.handlers['findings.assign']({ ids: [id], to: null }, ADA);
    expect(told(bench, id).map(([action, , reason]) => [action, reason])).toEqual([
      ['finding.assigned', 'from nobody to Ben: my break'],
      ['finding.assigned', 'from Ben to nobody'],
    ]);
    const [row] = bench.store.trail.of('finding', id).filter(({ action }) => action === 'finding.assigned');
    expect(row).toMatchObject({ before: { assigned_to: null }, after: { assigned_to: 'Ben' } });
  });

  it('is refused for what is over, and for findings of others', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    expect(await handlers['findings.assign']({ ids: [id], to: 'Ben' }, STRANGER)).toMatchObject({
      changed: [],
      refused: [{ why: 'No such finding.' }],
    });
    await handlers['findings.resolve']({ ids: [id], disposition: 'BENIGN', note: 'x' }, ADA);
    expect(await handlers['findings.assign']({ ids: [id], to: 'Ben' }, ADA)).toMatchObject({
      refused: [{ why: 'It is resolved already.' }],
    });
  });
});

describe('an escalation by hand', () => {
  it('is heard, keeps the evidence of that moment, and the timer does not do it again', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    bench.clock.advance(MINUTE);
    const heardBefore = bench.emitted.filter(({ event }) => event === 'notice').length;
    await bench.engine.handlers['findings.escalate']({ ids: [id], reason: 'Nobody answers' }, ADA);
    expect(bench.emitted.filter(({ event }) => event === 'notice')).toHaveLength(heardBefore + 1);
    expect(bench.store.evidence.of(id).map(({ capture }) => capture)).toEqual(['OPENED', 'ESCALATED']);
    bench.clock.advance(180 * MINUTE);
    const escalations = told(bench, id).filter(([action]) => action === 'finding.escalated');
    expect(escalations).toEqual([
      ['finding.escalated', 'local:ada', expect.stringMatching(/^to [a-z_]+: Nobody answers$/)],
    ]);
  });

  it('is refused when it has happened', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    await handlers['findings.escalate']({ ids: [id], reason: 'x' }, ADA);
    await bench.restart();
    expect(await bench.engine.handlers['findings.escalate']({ ids: [id], reason: 'x' }, ADA)).toMatchObject({
      changed: [],
      refused: [{ why: 'Everybody whom it goes to has been told.' }],
    });
  });
});

describe('the checklist', () => {
  it('is pinned to the version that the finding was opened with, and lasts', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { runbook } = bench.findings('DURESS')[0] ?? {};
    const opened = bench.store.runbooks.get('DURESS', runbook?.version ?? 0);
    if (opened === null) throw new Error('no runbook');
    await bench.configure({
      ...one(),
      runbooks: [{ ...shortened(opened), steps: [{ text: 'Only this' }] }],
    });
    const last = opened.steps.length - 1;
    expect(last).toBeGreaterThan(0);
    const step = (wish: { step: number; done: boolean; note?: string }, caller = ADA) =>
      bench.engine.handlers['findings.step']({ id, ...wish }, caller);
    await step({ step: last, done: true, note: 'Done last first' });
    await bench.restart();
    expect(bench.store.desk.steps(id)).toEqual([
      {
        finding_id: id,
        step: last,
        runbook_type: 'DURESS',
        runbook_version: opened.version,
        done_at: Date.parse(START),
        done_by: 'local:ada',
        verified: false,
        note: 'Done last first',
      },
    ]);
    await step({ step: last, done: false });
    expect(bench.store.desk.steps(id)).toEqual([]);
    expect(told(bench, id).map(([action]) => action)).toEqual([
      'finding.step_ticked',
      'finding.step_unticked',
    ]);
    expect(() => step({ step: last + 1, done: true })).toThrow(`no step ${last + 2}`);
    expect(() => step({ step: 0, done: true, note: 'x' }, STRANGER)).toThrow('No such finding.');
    expect(bench.store.desk.steps(id)).toEqual([]);
  });
});

const shortened = ({ version: _, ...runbook }: { readonly version: number } & Record<string, unknown>) =>
  // safe: a runbook as it was imported, without the version that the store gave it
  runbook as never as NonNullable<ReturnType<typeof one>['runbooks']>[number];

describe('a dispatch', () => {
  it('is sent, arrives or is called off, also after the finding was resolved and a restart', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    const first = await handlers['dispatch.send']({ finding: id, who: 'Car 4', note: 'via north' }, ADA);
    const second = await handlers['dispatch.send']({ finding: id, who: 'Police' }, ADA);
    expect(first.id).not.toBe(second.id);
    bench.clock.advance(30 * SECOND);
    await handlers['dispatch.arrived']({ id: first.id }, ADA);
    await handlers['findings.resolve']({ ids: [id], disposition: 'TRUE_POSITIVE', note: 'x' }, ADA);
    await bench.restart();
    await bench.engine.handlers['dispatch.call_off']({ id: second.id, reason: 'All clear' }, ADA);
    const at = Date.parse(START);
    expect(bench.store.desk.dispatches(id)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          who: 'Car 4',
          note: 'via north',
          site: 'S-1',
          sent_at: at,
          sent_by: 'local:ada',
          arrived_at: at + 30 * SECOND,
          arrived_by: 'local:ada',
          called_off_at: null,
        }),
        expect.objectContaining({
          who: 'Police',
          arrived_at: null,
          called_off_at: at + 30 * SECOND,
          called_off_reason: 'All clear',
        }),
      ]),
    );
    expect(told(bench, id).map(([action]) => action)).toEqual([
      'finding.dispatched',
      'finding.dispatched',
      'finding.dispatch_arrived',
      'finding.resolved',
      'finding.dispatch_called_off',
    ]);
  });

  it('is refused where it cannot have been, and leaves nothing behind', async () => {
    const { bench, id } = await withDuress();
    await using _ = bench;
    const { handlers } = bench.engine;
    const now = bench.clock.now();
    expect(() => handlers['dispatch.send']({ finding: id, who: 'Car', sent_at: now + 1 }, ADA)).toThrow(
      'in the future',
    );
    expect(() => handlers['dispatch.send']({ finding: id, who: 'Car' }, STRANGER)).toThrow('No such finding');
    expect(() => handlers['dispatch.arrived']({ id: 'nothing' }, ADA)).toThrow('Nobody was sent');
    expect(bench.store.desk.dispatches(id)).toEqual([]);
    const { id: car } = await handlers['dispatch.send']({ finding: id, who: 'Car' }, ADA);
    expect(() => handlers['dispatch.arrived']({ id: car, at: now - 1 }, ADA)).toThrow('before being sent');
    expect(() => handlers['dispatch.call_off']({ id: car, reason: 'x' }, STRANGER)).toThrow(
      'No such finding',
    );
    expect(bench.store.desk.dispatch(car)).toMatchObject({ arrived_at: null, called_off_at: null });
    expect(told(bench, id)).toHaveLength(1);
  });
});
