import { describe, expect, it } from 'vitest';
import type { FindingSeverity } from '#core/model/finding.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import { alertIndicators, type ConsoleFacts, consoleIndicators, topAlarms } from './console.ts';

const alarm = (site: string, alert_type: string, severity: FindingSeverity, alerts: number) => ({
  ...{ site, alert_type, severity, alerts },
});
const facts = (given: Partial<ConsoleFacts>): ConsoleFacts => ({
  ...{ alarms: [], periods: new Map(), consoles: 1, stale: 0, chattering: 0, findings: 0 },
  watched_ms: 2 * DAY,
  ...given,
});
const numberOf = (name: string, given: Partial<ConsoleFacts>, span = { from: 0, to: DAY }) =>
  [...consoleIndicators(facts(given), span), ...alertIndicators(facts(given), span)].find(
    (each) => each.name === name,
  )?.value;

describe('the load of a console', () => {
  const alarms = [
    alarm('S-1', 'SILENT_SITE', 'CRITICAL', 6),
    alarm('S-1', 'SILENT_SITE', 'HIGH', 30),
    alarm('S-2', 'TASK_OVERDUE', 'LOW', 84),
    alarm('S-2', 'DEVICE_OFFLINE', 'MEDIUM', 24),
  ];

  it('counts alerts for each site and day, operator and hour, and period of ten minutes', () => {
    expect(numberOf('alerts_per_site_day', { alarms })).toBe(72);
    expect(numberOf('alerts_per_operator_hour', { alarms, consoles: 2 })).toBe(3);
    expect(numberOf('console_alerts_per_10min', { alarms })).toBe(1);
    expect(numberOf('console_alerts_per_10min', { alarms, consoles: 2 })).toBe(0.5);
  });

  it('calls more than ten alerts of a console in a period a flood', () => {
    const periods = new Map([
      [0, 10],
      [1, 11],
      [5, 21],
    ]);
    expect(numberOf('console_flood_pct', { periods }, { from: 0, to: HOUR })).toBeCloseTo(200 / 6, 10);
    expect(numberOf('console_flood_pct', { periods, consoles: 2 }, { from: 0, to: HOUR })).toBeCloseTo(
      100 / 6,
      10,
    );
  });

  it('splits alerts by severity, the two lower ones together', () => {
    expect(numberOf('console_low_pct', { alarms })).toBe(75);
    expect(numberOf('console_high_pct', { alarms })).toBeCloseTo(2_000 / 96, 10);
    expect(numberOf('console_critical_pct', { alarms })).toBeCloseTo(600 / 144, 10);
  });

  it('takes one type at one site for one alarm, and holds the ten most frequent against all', () => {
    const many = Array.from({ length: 40 }, (_, i) => alarm(`S-${i + 10}`, 'TASK_OVERDUE', 'LOW', 3));
    expect(numberOf('console_top10_pct', { alarms: [...many, ...alarms] })).toBeCloseTo(
      (100 * (84 + 36 + 24 + 7 * 3)) / 264,
      10,
    );
    expect(topAlarms(alarms, 2)).toEqual([
      { site: 'S-2', alert_type: 'TASK_OVERDUE', alerts: 84 },
      { site: 'S-1', alert_type: 'SILENT_SITE', alerts: 36 },
    ]);
  });
});
