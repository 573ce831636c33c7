import { expect, it } from 'vitest';
import { fleetDocument, fleetOf } from '#test/kit/fleet.ts';
import { settingLines } from './settings-lines.ts';
import { falseShare } from './shares.ts';

it('lists every setting with the scope that set it, and each entry of a map by itself', () => {
  const audit = fleetOf(
    fleetDocument({
      site: () => ({
        audit: {
          heartbeat_frequency_minutes: 7,
          signal_thresholds: { phone_events: { min_count: 3, window_minutes: 30 } },
          sensitivity: { phone_events: 'HIGH' },
          custom_metrics: [{ name: 'door_opens', kind: 'COUNT', direction: 'BOTH' }],
        },
      }),
    }),
  ).sites[0]?.audit;
  if (audit === undefined) throw new Error('the document has a site');
  const lines = settingLines(audit);
  const of = (name: string) => lines.find((line) => line.name === name);
  expect(of('Heartbeat every')).toMatchObject({ value: '7 min', scope: 'SITE' });
  expect(of('Comprehensive every')).toMatchObject({ value: '15 min', scope: 'DEFAULT' });
  expect(of('Critical signal phone_events')).toMatchObject({ value: 'at least 3 in 30 min', scope: 'SITE' });
  expect(of('Sensitivity phone_events')).toMatchObject({ value: 'high', scope: 'SITE' });
  expect(of('Sensitivity default')).toMatchObject({ scope: 'DEFAULT' });
  expect(of('Metric door_opens')).toMatchObject({ value: 'count, both', scope: 'SITE' });
  expect(of('Active hours')?.value).toBe('always');
});

it('counts as false what was judged false, among what was judged at all', () => {
  expect(falseShare([])).toBeNull();
  expect(falseShare([{ disposition: 'UNDETERMINED', count: 9 }])).toBeNull();
  expect(
    falseShare([
      { disposition: 'FALSE_POSITIVE', count: 1 },
      { disposition: 'TRUE_POSITIVE', count: 2 },
      { disposition: 'BENIGN', count: 1 },
      { disposition: 'UNDETERMINED', count: 9 },
    ]),
  ).toEqual({ share: 0.25, n: 4 });
});
