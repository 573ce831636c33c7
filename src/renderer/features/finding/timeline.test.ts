import { expect, it } from 'vitest';
import { actionWords, changesOf, reasonWords, saidOf, withInstants } from './timeline-text.ts';

it('puts actions and the codes inside their reasons into words', () => {
  expect(actionWords('finding.ack_lapsed')).toBe('Acknowledgement lapsed');
  expect(actionWords('finding.something_new')).toBe('Something new');
  expect(reasonWords('TRUE_POSITIVE: seen on the camera')).toBe('true positive: seen on the camera');
  expect(reasonWords('to control_room')).toBe('to control room');
  expect(reasonWords('acknowledged by local:ada')).toBe('acknowledged by local:ada');
});

it('says nothing twice, and leaves what a person wrote as it was written', () => {
  expect(saidOf({ action: 'finding.ack_lapsed', reason: 'ack lapsed' })).toBeNull();
  expect(saidOf({ action: 'finding.opened', reason: null })).toBeNull();
  expect(saidOf({ action: 'finding.noted', reason: 'BENIGN: see log_file_2' })).toBe(
    'BENIGN: see log_file_2',
  );
  expect(saidOf({ action: 'finding.escalated', reason: 'to control_room: x' })).toBe('to control room: x');
});

it('finds the instants in a text', () => {
  expect(withInstants('Car 4, at 2026-01-05T02:00:00.000Z: via north')).toEqual([
    'Car 4, at ',
    Date.UTC(2026, 0, 5, 2),
    ': via north',
  ]);
  expect(withInstants('no time, 02:00')).toEqual(['no time, 02:00']);
});

it('tells what changed of what a person follows, from what to what', () => {
  const before = { status: 'NEW', assigned_to: null, ack_until: 5, flaps: [1] };
  const after = { status: 'ACKNOWLEDGED', assigned_to: 'local:Ben', ack_until: 5, flaps: [1, 2] };
  expect(changesOf({ before, after })).toEqual([
    { field: 'status', before: 'new', after: 'acknowledged' },
    { field: 'owner', before: null, after: 'Ben' },
  ]);
  expect(changesOf({ before: null, after })).toEqual([]);
  expect(changesOf({ before, after: null })).toEqual([]);
});
