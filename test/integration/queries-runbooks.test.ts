import { describe, expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import type { Finding } from '#core/model/finding.ts';
import type { Runbook } from '#core/model/runbook.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { findingWith } from '#test/kit/finding.ts';
import { type ReadBench, readBench } from '#test/kit/read-bench.ts';

const START = Date.parse('2026-01-05T00:00:00Z');
const SPAN = { from: START, to: START + 10 * DAY };
const ADA = localActor('ada');

const guide = (finding_type: string, title: string): Omit<Runbook, 'version'> => ({
  finding_type,
  title,
  category: 'SECURITY',
  severity: 'HIGH',
  description: '',
  evidence_required: [],
  steps: [
    { text: 'Call the guard', expected_minutes: 5, requires_note: false },
    { text: 'Send somebody', expected_minutes: null, requires_note: true },
  ],
  escalation_sla_minutes: 15,
  escalate_to_role: 'supervisor',
  auto_actions: [],
  auto_action_enabled: false,
  low_risk: false,
});

/** A bench with two versions of TOUR_OVERDUE and one of TOUR_*. */
function bench(): ReadBench {
  const opened = readBench();
  opened.store.transaction(() => {
    opened.store.runbooks.add([guide('TOUR_OVERDUE', 'Late'), guide('TOUR_*', 'Any')], START, ADA);
    opened.store.runbooks.add([guide('TOUR_OVERDUE', 'Tour is late')], START + DAY, ADA);
  });
  return opened;
}

const found = (id: string, given: Partial<Finding> = {}): Finding =>
  findingWith({
    id,
    finding_type: 'TOUR_OVERDUE',
    runbook: { finding_type: 'TOUR_OVERDUE', version: 1 },
    ...given,
  });
const resolved = (
  minutes: number,
  disposition: Finding['disposition'] = 'TRUE_POSITIVE',
): Partial<Finding> => ({
  status: 'RESOLVED',
  condition: 'CLEARED',
  resolved_at: START + minutes * MINUTE,
  resolved_by: 'local:ada',
  disposition,
});

describe('the versions of a runbook', () => {
  it('come with who made them, the newest first', async () => {
    using read = bench();
    const versions = await read.ask('runbooks.history', { finding_type: 'TOUR_OVERDUE' });
    expect(versions.map(({ runbook, changes, ...about }) => [runbook.version, runbook.title, about])).toEqual(
      [
        [2, 'Tour is late', { at: START + DAY, actor: 'local:ada', verified: false }],
        [1, 'Late', { at: START, actor: 'local:ada', verified: false }],
      ],
    );
    const none = read.ask('runbooks.history', { finding_type: 'NONE' });
    await expect(none).rejects.toThrow('There is no runbook NONE.');
  });
});

describe('the effect of a runbook', () => {
  const effectOf = async (read: ReadBench, finding_type = 'TOUR_OVERDUE') =>
    (await read.ask('runbooks.effect', { finding_type, ...SPAN })).versions;

  it('is told of each version by the findings that were opened with it, and of no others', async () => {
    using read = bench();
    const second = { runbook: { finding_type: 'TOUR_OVERDUE', version: 2 } };
    read.save([
      found('F-1', resolved(10)),
      found('F-2', { ...resolved(20, 'FALSE_POSITIVE'), escalated_at: START + 15 * MINUTE }),
      found('F-3', { ...second, ...resolved(5) }),
      found('F-4', { ...second, reopened_at: START + MINUTE }),
      found('F-5', { runbook: { finding_type: 'TOUR_*', version: 1 }, finding_type: 'TOUR_ABANDONED' }),
      found('F-6', { detected_at: SPAN.to }),
      found('F-7', { detected_at: SPAN.from - 1 }),
      found('F-8', { runbook: null }),
    ]);
    read.save([found('F-9', { parent_id: 'F-1' })]);
    const [newest, first] = await effectOf(read);
    expect(first).toMatchObject({
      version: 1,
      used: 2,
      escalated: { n: 2, share: 0.5 },
      success: { n: 2, share: 0.5 },
      to_resolve: { n: 2, median: 15 },
      dispositions: { TRUE_POSITIVE: 1, FALSE_POSITIVE: 1 },
    });
    expect(newest).toMatchObject({ version: 2, used: 2, success: { n: 1, share: 1 } });
    expect(await effectOf(read, 'TOUR_*')).toMatchObject([{ version: 1, used: 1 }]);
  });

  it('counts the first acknowledgement, though it lapsed', async () => {
    using read = bench();
    read.save([found('F-1', { acknowledged_at: null })]);
    const told = (action: string, minutes: number) => ({
      at: START + minutes * MINUTE,
      actor: ADA,
      action,
      entity: 'finding' as const,
      entity_id: 'F-1',
      reason: null,
      before: null,
      after: null,
    });
    read.store.transaction(() =>
      read.store.trail.append([
        told('finding.noted', 1),
        told('finding.acknowledged', 3),
        told('finding.ack_lapsed', 18),
        told('finding.acknowledged', 20),
      ]),
    );
    expect((await effectOf(read))[1]?.to_acknowledge).toMatchObject({ n: 1, median: 3 });
  });

  it('holds against it what was found again within a day of being resolved, and nothing later or of another key', async () => {
    using read = bench();
    const end = START + 10 * MINUTE;
    read.save([
      found('F-1', { ...resolved(10), subject: 'tour:T-1' }),
      found('F-2', { detected_at: end + DAY, subject: 'tour:T-1' }),
      found('F-3', { ...resolved(10), subject: 'tour:T-2' }),
      found('F-4', { detected_at: end + DAY + 1, subject: 'tour:T-2' }),
      found('F-5', { ...resolved(10), subject: 'tour:T-3' }),
      found('F-6', { detected_at: end + MINUTE, subject: 'tour:T-4' }),
    ]);
    expect((await effectOf(read))[1]?.reopened).toMatchObject({ n: 3, share: 1 / 3 });
  });

  it('tells of each step how long it took since the one that was ticked before', async () => {
    using read = bench();
    read.save([found('F-1')]);
    const tick = (step: number, minutes: number) => ({
      finding_id: 'F-1',
      step,
      runbook_type: 'TOUR_OVERDUE',
      runbook_version: 1,
      done_at: START + minutes * MINUTE,
      done_by: 'local:ada',
      verified: false,
      note: null,
    });
    read.store.transaction(() => [tick(1, 4), tick(0, 7)].forEach(read.store.desk.tick));
    expect((await effectOf(read))[1]?.steps).toMatchObject([
      { step: 0, took: { n: 1, median: 3 } },
      { step: 1, took: { n: 1, median: 4 } },
    ]);
  });

  it('shows somebody of another tenant what became of their own findings only', async () => {
    using read = bench();
    read.save([found('F-1', resolved(10))]);
    const scope = { tenants: ['T-9'] };
    const { versions } = await read.ask('runbooks.effect', { finding_type: 'TOUR_OVERDUE', ...SPAN }, scope);
    expect(versions.map(({ used }) => used)).toEqual([0, 0]);
  });
});
