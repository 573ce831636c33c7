import { expect, it } from 'vitest';
import { OPTIONAL_RULES } from '#core/model/audit-config.ts';
import { isSwitchedOff, RULES } from './registry.ts';

const nameOf = (disabled: (typeof OPTIONAL_RULES)[number]) =>
  RULES.filter((rule) => isSwitchedOff(rule, { disabled_rules: [disabled] })).map(({ type }) => type);

it('knows one rule by each name that can be switched off', () => {
  for (const name of OPTIONAL_RULES) expect(nameOf(name), name).toHaveLength(1);
  expect(nameOf('CRITICAL_SIGNAL_LOW')).toEqual(['CRITICAL_SIGNAL_*_LOW']);
  expect(nameOf('ANOMALY')).toEqual(['ANOMALY_*']);
});

it('switches off no call for help, no lone worker, and nothing that people or other systems report', () => {
  const always = RULES.filter((rule) => !isSwitchedOff(rule, { disabled_rules: OPTIONAL_RULES }));
  expect(always.map(({ type }) => type).sort()).toEqual([
    ...['AUDIT_GAP', 'DURESS', 'EXTERNAL_ALERT', 'LONE_WORKER_OVERDUE', 'MANUAL', 'SOURCE_SILENT'],
  ]);
});
