import { describe, expect, it } from 'vitest';
import { STREAM } from '#core/model/event.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';
import { ENOUGH_GAPS, GapHabit } from './gap-habit.ts';
import { RETIRED_AFTER, SourceMemory } from './source-memory.ts';

const START = Date.parse('2026-03-02T10:00:00Z');
const PHONE = [STREAM.phone_events];
/** When a source that was heard for 70 minutes was last heard. */
const LAST = START + 69 * MINUTE;
/** Somebody has been on duty everywhere since long ago. */
const manned = () => START - HOUR;

/** A memory that heard a source of some sites every minute. */
function heardOf(sites: number, memory = new SourceMemory(), source = 'app'): SourceMemory {
  for (let at = START; at <= LAST; at += MINUTE)
    for (let site_id = 1; site_id <= sites; site_id++)
      memory.heard({ source, site_id, stream: STREAM.phone_events, at });
  return memory;
}
const healthOf = (memory: SourceMemory) => memory.all().map(({ health }) => health);

describe('a source of three manned sites', () => {
  it('is suspect after a minute, silent past five, and not exactly at them', () => {
    const memory = heardOf(3);
    const healthAt = (at: number) => {
      memory.judge(at, manned);
      return healthOf(memory);
    };
    expect(healthAt(LAST + MINUTE)).toEqual(['HEALTHY']);
    expect(healthAt(LAST + MINUTE + 1)).toEqual(['SUSPECT']);
    expect(memory.outagesOf(1, PHONE)).toEqual([{ start: LAST, end: Number.POSITIVE_INFINITY }]);
    expect(healthAt(LAST + 5 * MINUTE)).toEqual(['SUSPECT']);
    expect(healthAt(LAST + 5 * MINUTE + 1)).toEqual(['SILENT']);
    expect(memory.all()[0]?.silent_since).toBe(LAST + 5 * MINUTE);
  });

  it('was never out when it is heard before it is silent, and was when it is heard after', () => {
    const memory = heardOf(3);
    memory.judge(LAST + 4 * MINUTE, manned);
    memory.heard({ source: 'app', site_id: 1, stream: STREAM.phone_events, at: LAST + 4 * MINUTE });
    expect(memory.outagesOf(1, PHONE)).toEqual([]);
    memory.judge(LAST + 40 * MINUTE, manned);
    memory.heard({ source: 'app', site_id: 2, stream: STREAM.phone_events, at: LAST + 41 * MINUTE });
    expect(memory.outagesOf(1, PHONE)).toEqual([{ start: LAST + 4 * MINUTE, end: LAST + 41 * MINUTE }]);
  });

  it('is not silent while nobody is on duty, and is ten minutes and its limit after somebody came', () => {
    const memory = heardOf(3);
    memory.judge(LAST + HOUR, () => null);
    expect(healthOf(memory)).toEqual(['HEALTHY']);
    const morning = LAST + 2 * HOUR;
    memory.judge(morning + 15 * MINUTE, () => morning);
    expect(healthOf(memory)).toEqual(['SUSPECT']);
    memory.judge(morning + 15 * MINUTE + 1, () => morning);
    expect(healthOf(memory)).toEqual(['SILENT']);
  });

  it('is judged only over the time in which somebody looked', () => {
    const memory = heardOf(3);
    memory.look(LAST);
    memory.look(LAST + HOUR);
    memory.judge(LAST + HOUR + 5 * MINUTE, manned);
    expect(healthOf(memory)).not.toContain('SILENT');
    memory.judge(LAST + HOUR + 5 * MINUTE + 1, manned);
    expect(healthOf(memory)).toEqual(['SILENT']);
  });

  it('is the same after it was stored and read again', () => {
    const memory = heardOf(3);
    memory.look(LAST);
    memory.judge(LAST + 6 * MINUTE, manned);
    const again = new SourceMemory(JSON.parse(JSON.stringify(memory.save())));
    again.serves('app', 1);
    expect(healthOf(again)).toEqual(['SILENT']);
    expect(again.outagesOf(1, PHONE)).toEqual(memory.outagesOf(1, PHONE));
    expect(again.save()).toEqual(memory.save());
  });

  it('is forgotten after a week, as one that is no longer in use', () => {
    const memory = heardOf(3);
    memory.judge(LAST + 6 * MINUTE, manned);
    memory.judge(LAST + RETIRED_AFTER + 1, manned);
    expect(memory.all()).toEqual([]);
  });
});

it('is not judged with two sites', () => {
  const memory = heardOf(2);
  memory.judge(LAST + HOUR, manned);
  expect(healthOf(memory)).toEqual(['HEALTHY']);
});

it('is never silent where it speaks only when there is reason to: alerts, calls and check-ins', () => {
  const memory = new SourceMemory();
  for (let at = START; at <= LAST; at += MINUTE)
    for (const stream of [STREAM.alert, STREAM.check_in])
      for (let site_id = 1; site_id <= 5; site_id++) memory.heard({ source: 'panel', site_id, stream, at });
  memory.judge(LAST + 6 * HOUR, manned);
  expect(healthOf(memory)).toEqual(['HEALTHY']);
});

it('tells of the streams of the source that is out only, where a site has two', () => {
  const memory = heardOf(3);
  for (let site_id = 1; site_id <= 3; site_id++)
    memory.heard({ source: 'doors', site_id, stream: STREAM.device_heartbeats, at: LAST + 10 * MINUTE });
  memory.judge(LAST + 10 * MINUTE, manned);
  expect(memory.silentOf(1, PHONE).map(({ code }) => code)).toEqual(['app']);
  expect(memory.outagesOf(1, [STREAM.device_heartbeats])).toEqual([]);
  expect(memory.outagesOf(9, PHONE)).toEqual([]);
});

describe('the habit of gaps', () => {
  it('is known from enough gaps on, and rounds the p99 up to its bucket', () => {
    const habit = new GapHabit();
    for (let i = 1; i < ENOUGH_GAPS; i++) habit.add(MINUTE);
    expect(habit.p99()).toBeNull();
    habit.add(MINUTE);
    expect(habit.p99()).toBe(MINUTE);
    for (let i = 0; i < 3; i++) habit.add(7 * MINUTE);
    expect(habit.p99()).toBe(8 * MINUTE);
  });

  it('takes a gap of over half an hour as a pause, and lets the newest gaps count more', () => {
    const habit = new GapHabit();
    for (let i = 0; i < 4_000; i++) habit.add(MINUTE);
    habit.add(31 * MINUTE);
    expect(habit.p99()).toBe(MINUTE);
    for (let i = 0; i < 4_000; i++) habit.add(3 * MINUTE);
    expect(habit.counts[0]).toBeLessThan(1_100);
  });
});
