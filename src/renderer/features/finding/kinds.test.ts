import { expect, it } from 'vitest';
import { detectorOf, tellsSignOfLife } from './kinds.ts';

it('says of what was received or reported that no audit and no timer found it', () => {
  const by = (finding_type: string) => detectorOf({ finding_type, cadence: 'TIMER' });
  expect(['MANUAL', 'DURESS', 'EXTERNAL_ALERT', 'LONE_WORKER_OVERDUE'].map(by)).toEqual([
    'by a person',
    'as it was received',
    'as it was received',
    'by its timer',
  ]);
  expect(detectorOf({ finding_type: 'SILENT_SITE', cadence: 'HEARTBEAT' })).toBe('by the heartbeat audit');
});

it('tells the last sign of life where there is one', () => {
  expect(['SILENT_SITE', 'DEVICE_OFFLINE', 'DURESS', 'MANUAL'].map(tellsSignOfLife)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
