import { describe, expect, it } from 'vitest';
import { INDICATOR_NAMES } from '#core/model/indicator.ts';
import { INDICATORS, indicatorOf, meanIndicator, shareIndicator } from './indicator.ts';

const status = (name: (typeof INDICATOR_NAMES)[number], value: number | null, n = 1_000) =>
  indicatorOf(name, { value, n, parts: [] }).status;

describe('an indicator', () => {
  it('has the targets of the product', () => {
    const targets = INDICATOR_NAMES.flatMap((name) => {
      const { target } = INDICATORS[name];
      return target === null ? [] : [[name, target.sense, target.value]];
    });
    expect(targets).toEqual([
      ['avg_detection_minutes', 'UNDER', 15],
      ['lone_worker_under_5min_pct', 'AT_LEAST', 100],
      ['mttr_minutes', 'UNDER', 30],
      ['false_positive_rate', 'UNDER', 0.05],
      ['alerts_per_site_day', 'UNDER', 10],
      ['alerts_per_operator_hour', 'UNDER', 6],
      ['stable_sites_pct', 'OVER', 80],
      ['console_alerts_per_10min', 'AT_MOST', 1],
      ['console_flood_pct', 'UNDER', 1],
      ['console_chattering', 'AT_MOST', 0],
      ['console_stale', 'UNDER', 5],
      ['console_top10_pct', 'AT_MOST', 5],
      ['console_low_pct', 'ABOUT', 80],
      ['console_high_pct', 'ABOUT', 15],
      ['console_critical_pct', 'ABOUT', 5],
    ]);
  });

  it('is on target or off by the sense of its target, exactly at the limit too', () => {
    expect([14.9, 15].map((value) => status('avg_detection_minutes', value))).toEqual(['on target', 'off']);
    expect([100, 99.9].map((value) => status('lone_worker_under_5min_pct', value))).toEqual([
      'on target',
      'off',
    ]);
    expect([80.1, 80].map((value) => status('stable_sites_pct', value))).toEqual(['on target', 'off']);
    expect([1, 1.1].map((value) => status('console_alerts_per_10min', value))).toEqual(['on target', 'off']);
    expect([70, 90, 69, 91].map((value) => status('console_low_pct', value))).toEqual([
      'on target',
      'on target',
      'off',
      'off',
    ]);
    expect([10, 10.1].map((value) => status('console_critical_pct', value))).toEqual(['on target', 'off']);
  });

  it('says nothing of few, but of a single lone worker', () => {
    expect(status('mttr_minutes', 90, 4)).toBe('too few data');
    expect(status('mttr_minutes', 90, 5)).toBe('off');
    expect(status('mttr_minutes', null, 5)).toBe('too few data');
    expect(status('lone_worker_under_5min_pct', 0, 1)).toBe('off');
  });

  it('without a target has no status', () => {
    expect(status('avg_acknowledge_minutes', 3)).toBeNull();
  });

  it('is a mean, or a share with its interval in the unit of the value', () => {
    expect(meanIndicator('mttr_minutes', 60, 6, [])).toMatchObject({ value: 10, n: 6, low: null });
    expect(meanIndicator('mttr_minutes', 0, 0, [])).toMatchObject({ value: null, n: 0 });
    // Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3: 15 of 148.
    const rate = shareIndicator('false_positive_rate', 15, 148, []);
    expect([rate.low, rate.high].map((bound) => bound?.toFixed(4))).toEqual(['0.0624', '0.1605']);
    const percent = shareIndicator('sla_compliance_pct', 15, 148, []);
    expect([percent.value, percent.low].map((bound) => bound?.toFixed(2))).toEqual(['10.14', '6.24']);
  });
});
