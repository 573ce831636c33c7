import { describe, expect, it } from 'vitest';
import type { Disposition } from '#core/model/finding.ts';
import { MINUTE } from '#core/model/time.ts';
import { type PastFinding, propose } from './propose.ts';

const AT = Date.UTC(2026, 0, 5);
const AUDIT = { signal_thresholds: {}, sensitivity: { default: 'MEDIUM' }, disabled_rules: [] } as const;
const NONE = { judged_true: 0, judged_benign: 0 };
const SIGNAL = 'CRITICAL_SIGNAL_PHONE_EVENTS_LOW';

/** True for so many minutes, as far as audits saw it. */
const lasted = (minutes: number, disposition: Disposition, of: Partial<PastFinding> = {}): PastFinding => ({
  disposition,
  condition_started_at: AT,
  last_seen_at: AT + minutes * MINUTE,
  cleared_at: AT + (minutes + 15) * MINUTE,
  resolved_at: AT + (minutes + 60) * MINUTE,
  reopened_at: null,
  window_minutes: 60,
  ...of,
});
const wrong = (...minutes: readonly number[]) => minutes.map((each) => lasted(each, 'FALSE_POSITIVE'));
const right = (...minutes: readonly number[]) => minutes.map((each) => lasted(each, 'TRUE_POSITIVE'));

describe('a longer window for a signal', () => {
  it('is a minute longer than the longest false one, where every true one lasted longer', () => {
    expect(propose(SIGNAL, AUDIT, [...wrong(5, 20, 12), ...right(90)], NONE)).toEqual({
      how: 'WINDOW',
      change: { field: 'signal_thresholds.phone_events', value: { min_count: 1, window_minutes: 81 } },
      ...{ spared: 3, of_false: 3, kept: 1, of_true: 1, later_minutes: 21, unknown: 0 },
    });
  });

  it('spares no false one at the price of a true one', () => {
    const found = propose(SIGNAL, AUDIT, [...wrong(5, 12, 200), ...right(40, 90)], NONE);
    expect(found).toMatchObject({ change: { value: { window_minutes: 73 } }, spared: 2, kept: 2 });
    expect(propose(SIGNAL, AUDIT, [...wrong(50, 60, 70), ...right(40)], NONE)).toBeNull();
  });

  it('relies on nothing that nobody saw: how long it went on after somebody resolved it, or after it was raised again', () => {
    const cut = { cleared_at: null, resolved_at: AT + 6 * MINUTE };
    const found = propose(SIGNAL, AUDIT, [...wrong(5, 12), lasted(5, 'FALSE_POSITIVE', cut)], NONE);
    expect(found).toMatchObject({ spared: 2, of_false: 3, unknown: 1 });
    const again = { reopened_at: AT + 30 * MINUTE };
    expect(
      propose(SIGNAL, AUDIT, [...wrong(5, 12, 13), lasted(400, 'TRUE_POSITIVE', again)], NONE),
    ).toBeNull();
  });

  it('says only what vanishes where several events are needed', () => {
    const audit = { ...AUDIT, signal_thresholds: { phone_events: { min_count: 4, window_minutes: 30 } } };
    const past = [...wrong(5, 12, 13), ...right(90)].map((each) => ({ ...each, window_minutes: 30 }));
    expect(propose(SIGNAL, audit, past, NONE)).toMatchObject({
      change: { value: { min_count: 4, window_minutes: 44 } },
      spared: 3,
      kept: null,
    });
  });

  it('looks at nothing that was raised under another window', () => {
    const before = { window_minutes: 30 };
    const past = [
      ...wrong(5, 12, 13),
      lasted(400, 'FALSE_POSITIVE', before),
      lasted(1, 'TRUE_POSITIVE', before),
    ];
    expect(propose(SIGNAL, AUDIT, past, NONE)).toMatchObject({ spared: 3, of_false: 3, of_true: 0 });
  });

  it('is not proposed for two false ones, nor beyond a day', () => {
    expect(propose(SIGNAL, AUDIT, wrong(5, 12), NONE)).toBeNull();
    expect(propose(SIGNAL, AUDIT, wrong(1_500, 1_400, 1_390), NONE)).toBeNull();
  });
});

describe('a lower sensitivity for a metric', () => {
  it('is one step, where most were false, and leaves to a trial what it comes to', () => {
    const type = 'ANOMALY_PHONE_EVENTS_BELOW';
    expect(propose(type, AUDIT, [...wrong(5, 5, 5), ...right(5)], NONE)).toMatchObject({
      change: { field: 'sensitivity.phone_events', value: 'LOW' },
      spared: null,
      kept: null,
    });
    expect(propose(type, AUDIT, [...wrong(5, 5, 5), ...right(5, 5, 5)], NONE)).toBeNull();
    expect(propose(type, { ...AUDIT, sensitivity: { default: 'LOW' } }, wrong(5, 5, 5), NONE)).toBeNull();
  });
});

describe('a rule that is switched off', () => {
  const ten = wrong(...Array.from({ length: 10 }, () => 5));
  it('was wrong each of ten times and never right, about whatever subject of the site', () => {
    expect(propose('GUARD_INACTIVE', AUDIT, ten, NONE)).toMatchObject({
      how: 'RULE_OFF',
      change: { field: 'disabled_rules', value: ['GUARD_INACTIVE'] },
      spared: 10,
    });
    expect(propose('GUARD_INACTIVE', AUDIT, ten.slice(1), NONE)).toBeNull();
    expect(propose('GUARD_INACTIVE', AUDIT, ten, { ...NONE, judged_true: 1 })).toBeNull();
    expect(propose('GUARD_INACTIVE', AUDIT, ten, { ...NONE, judged_benign: 1 })).toBeNull();
  });

  it('is never one that looks after a person', () => {
    expect(propose('LONE_WORKER_OVERDUE', AUDIT, ten, NONE)).toBeNull();
    expect(propose('DURESS', AUDIT, ten, NONE)).toBeNull();
  });
});
