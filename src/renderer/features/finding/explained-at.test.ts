import { expect, it } from 'vitest';
import { findingWith } from '#test/kit/finding.ts';
import { explainedAt } from './explained-at.ts';

const entry = (at: number, action: string) => ({
  seq: at,
  at,
  action,
  actor: 'system',
  verified: true,
  reason: null,
});

it('dates an explanation by what wrote it last, not by who saw or acknowledged it', () => {
  const opened = {
    finding: findingWith({ id: 'a', detected_at: 1_000 }),
    timeline: [entry(1_000, 'finding.opened')],
  };
  expect(explainedAt(opened)).toBe(1_000);
  expect(explainedAt({ ...opened, timeline: [] })).toBe(1_000);
  const raised = [
    ...opened.timeline,
    entry(2_000, 'finding.severity_raised'),
    entry(3_000, 'finding.acknowledged'),
  ];
  expect(explainedAt({ ...opened, timeline: raised })).toBe(2_000);
});
