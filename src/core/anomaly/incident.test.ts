import { describe, expect, it } from 'vitest';
import { QUARTER_HOURS } from './grid.ts';
import type { Side } from './incident.ts';
import { incidentOf, takeScore } from './incident.ts';
import { emptyState } from './state.ts';

const HOUR = 4;
const START = 1_963_000;

/** Takes scores at hours since the start, and returns what each did to its side. */
function story(scores: readonly (readonly [hour: number, z: number])[], side: Side = 'BELOW', threshold = 2) {
  const state = emptyState();
  const changes = scores.map(
    ([hour, z]) => takeScore(state, START + hour * HOUR, z, threshold, QUARTER_HOURS)[side],
  );
  return { state, changes };
}

describe('an incident', () => {
  it('opens at the threshold, not below, and tells since when and how much', () => {
    expect(story([[0, -1.99]]).changes).toEqual(['NONE']);
    const { state, changes } = story([[0, -2]]);
    expect(changes).toEqual(['OPENED']);
    expect(incidentOf(state, 'BELOW')).toEqual({
      side: 'BELOW',
      opened: START,
      last_alarm: START,
      told_z: 2,
    });
    expect(incidentOf(state, 'ABOVE')).toBeNull();
  });

  it('goes on while alarms are at most 2 h apart, and is over after that', () => {
    const { state, changes } = story([
      [0, -2.5],
      [2, -2.5],
      [3, 0],
      [4, 0],
      [4.25, 0],
      [4.5, 0],
    ]);
    expect(changes).toEqual(['OPENED', 'GOES_ON', 'GOES_ON', 'GOES_ON', 'OVER', 'NONE']);
    expect(incidentOf(state, 'BELOW')).toBeNull();
  });

  it('is over without anyone saying so when the next alarm comes late', () => {
    expect(
      story([
        [0, -2.5],
        [2.25, -2.5],
      ]).changes,
    ).toEqual(['OPENED', 'RESTS']);
  });

  it('rests for 24 h after it opened, and opens again then', () => {
    const alarms = [
      [0, -2.5],
      [5, -2.5],
      [23.75, -2.5],
      [24, -2.5],
    ] as const;
    expect(story(alarms).changes).toEqual(['OPENED', 'RESTS', 'RESTS', 'OPENED']);
  });

  it('does not let what rests open or last', () => {
    const { state } = story([
      [0, -2.5],
      [5, -2.5],
    ]);
    expect(incidentOf(state, 'BELOW')).toBeNull();
  });

  it('has risen at 1 z more than it was told, each time by what was told last', () => {
    const { state, changes } = story([
      [0, -2.5],
      [0.25, -3.25],
      [0.5, -3.5],
      [0.75, -4.25],
      [1, -4.5],
    ]);
    expect(changes).toEqual(['OPENED', 'GOES_ON', 'RISEN', 'GOES_ON', 'RISEN']);
    expect(incidentOf(state, 'BELOW')).toMatchObject({ opened: START, told_z: 4.5 });
  });

  it('breaks its rest only when it is 1 z worse', () => {
    expect(
      story([
        [0, -2.5],
        [6, -3.25],
        [7, -3.5],
      ]).changes,
    ).toEqual(['OPENED', 'RESTS', 'OPENED']);
  });

  it('may last longer than its rest', () => {
    const alarms = Array.from({ length: 40 }, (_, hour) => [hour, -2.5] as const);
    expect(story(alarms).changes.slice(1)).toEqual(Array.from({ length: 39 }, () => 'GOES_ON'));
  });

  it('stands apart on both sides', () => {
    const scores = [
      [0, -2.5],
      [0.25, 2.5],
      [0.5, -2.5],
      [1, 2.5],
    ] as const;
    expect(story(scores, 'BELOW').changes).toEqual(['OPENED', 'GOES_ON', 'GOES_ON', 'GOES_ON']);
    expect(story(scores, 'ABOVE').changes).toEqual(['NONE', 'OPENED', 'GOES_ON', 'GOES_ON']);
    expect(
      story(
        [
          [0, -2.5],
          [3, 2.5],
        ],
        'BELOW',
      ).changes,
    ).toEqual(['OPENED', 'OVER']);
  });

  it('takes no score that nobody has', () => {
    expect(story([[0, Number.NaN]]).changes).toEqual(['NONE']);
  });
});
