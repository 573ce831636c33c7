import { expect, it } from 'vitest';
import { setAudit } from './set-audit.ts';

it('keeps the sensitivity of all metrics when one of them gets its own', () => {
  const audit = { sensitivity: 'LOW', enabled: false };
  expect(setAudit(audit, ['sensitivity', 'phone_events'], 'HIGH')).toEqual({
    sensitivity: { default: 'LOW', phone_events: 'HIGH' },
    enabled: false,
  });
  expect(setAudit(audit, ['sensitivity'], 'HIGH')).toEqual({ sensitivity: 'HIGH', enabled: false });
});

it('takes a field away, and the block with its last one', () => {
  expect(setAudit({ sensitivity: 'LOW', enabled: false }, ['enabled'], null)).toEqual({ sensitivity: 'LOW' });
  expect(setAudit({ signal_thresholds: { gps: {} } }, ['signal_thresholds', 'gps'], null)).toBeUndefined();
});
