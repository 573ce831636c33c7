import type { Grid } from './grid.ts';
import { AT, read } from './state.ts';

/** Alarms this close together are one incident; without one for so long, it is over. Hours. */
export const INCIDENT_GAP = 2;
/** After an incident was told, the same metric and side rest for so long, unless it grows worse. Hours. */
export const REST = 24;
/** Grown worse: this much more z than when it was told. */
export const RISE = 1;

export type Side = 'BELOW' | 'ABOVE';
export const SIDES: readonly Side[] = ['BELOW', 'ABOVE'];

/** What a bucket did to the incident of its side. */
export type IncidentChange = 'OPENED' | 'RISEN' | 'GOES_ON' | 'RESTS' | 'OVER' | 'NONE';

/** An incident that is open: indices of buckets, and the z when it was told last. */
export type Incident = {
  readonly side: Side;
  readonly opened: number;
  readonly last_alarm: number;
  readonly told_z: number;
};

const NUMBERS = 3;
const placeOf = (side: Side): number => AT.incident + (side === 'BELOW' ? 0 : NUMBERS);

/** The open incident of a side; null where there is none. */
export function incidentOf(state: Float32Array, side: Side): Incident | null {
  const place = placeOf(side);
  const last_alarm = read(state, place + 1) - 1;
  if (last_alarm < 0) return null;
  return { side, opened: read(state, place) - 1, last_alarm, told_z: read(state, place + 2) };
}

/**
 * Takes the score of one bucket (DETECTION part C, 8). `index`: the bucket; `z`: signed sigma per day; `threshold`: of the
 * sensitivity. Only one side can be alarmed by it; for both sides time passes.
 */
export function takeScore(
  state: Float32Array,
  index: number,
  z: number,
  threshold: number,
  grid: Grid,
): Readonly<Record<Side, IncidentChange>> {
  const take = (side: Side): IncidentChange => {
    const size = side === 'BELOW' ? -z : z;
    return size >= threshold ? alarm(state, side, index, size, grid) : pass(state, side, index, grid);
  };
  return { BELOW: take('BELOW'), ABOVE: take('ABOVE') };
}

function alarm(state: Float32Array, side: Side, index: number, size: number, grid: Grid): IncidentChange {
  const place = placeOf(side);
  const opened = read(state, place) - 1;
  const isOpen = incidentOf(state, side) !== null && !isOver(state, side, index, grid);
  const hasRisen = size >= read(state, place + 2) + RISE;
  const isResting = opened >= 0 && index - opened < REST / grid.width;
  if (!isOpen && isResting && !hasRisen) {
    state[place + 1] = 0;
    return 'RESTS';
  }
  state[place + 1] = index + 1;
  if (isOpen && !hasRisen) return 'GOES_ON';
  state[place + 2] = size;
  if (isOpen) return 'RISEN';
  state[place] = index + 1;
  return 'OPENED';
}

function pass(state: Float32Array, side: Side, index: number, grid: Grid): IncidentChange {
  if (incidentOf(state, side) === null) return 'NONE';
  if (!isOver(state, side, index, grid)) return 'GOES_ON';
  state[placeOf(side) + 1] = 0;
  return 'OVER';
}

const isOver = (state: Float32Array, side: Side, index: number, grid: Grid): boolean =>
  index - (read(state, placeOf(side) + 1) - 1) > INCIDENT_GAP / grid.width;
