import { expect, it } from 'vitest';
import { isAnomaly, metricOf } from './anomaly.ts';

it('knows the metric of an anomaly, also of one that its administrator has named', () => {
  expect(metricOf('ANOMALY_PHONE_EVENTS_BELOW')).toBe('phone_events');
  expect(metricOf('ANOMALY_DOORS_ABOVE_GROUND_ABOVE')).toBe('doors_above_ground');
  expect(metricOf('SILENT_SITE')).toBeNull();
  expect(isAnomaly('CRITICAL_SIGNAL_PHONE_EVENTS_LOW')).toBe(false);
});
