import type { FindingSeverity } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE } from '#core/model/time.ts';
import type { Indicator } from './indicator.ts';
import { indicatorOf, meanIndicator, shareIndicator } from './indicator.ts';

/** Alarms are counted in periods of ten minutes (EEMUA 191, ISA-18.2). */
export const CONSOLE_PERIOD = 10 * MINUTE;
/** More than this in a period is a flood, for each console. */
const FLOOD = 10;
/** An alarm that stands for longer is stale. */
export const STALE_AFTER = DAY;
/** How many of the most frequent alarms are held against all others. */
const TOP = 10;

/** Alerts of one sort in a span: what makes one alarm at a console is the site and the type of finding. */
export type AlarmCount = {
  readonly site: string | null;
  readonly alert_type: string;
  readonly severity: FindingSeverity;
  readonly alerts: number;
};

/** What a span asked of the people at the desk. */
export type ConsoleFacts = {
  readonly alarms: readonly AlarmCount[];
  /** Periods by how many alerts came in them; those without any may be left out. */
  readonly periods: ReadonlyMap<number, number>;
  /** How many consoles share them. */
  readonly consoles: number;
  /** Alarms that had been standing for longer than a day at the end of the span. */
  readonly stale: number;
  /** Findings of the span that came and went so often that their notices were held back. */
  readonly chattering: number;
  readonly findings: number;
  /** Milliseconds for which the sites of the span were audited, added up. */
  readonly watched_ms: number;
};
type Span = { readonly from: EpochMs; readonly to: EpochMs };

const alertsOf = (alarms: readonly AlarmCount[]): number =>
  alarms.reduce((sum, { alerts }) => sum + alerts, 0);

/** Alerts for each site and day, and for each operator and hour. */
export function alertIndicators(facts: ConsoleFacts, { from, to }: Span): readonly Indicator[] {
  const alerts = alertsOf(facts.alarms);
  const days = facts.watched_ms / DAY;
  const hours = (facts.consoles * (to - from)) / HOUR;
  return [
    meanIndicator('alerts_per_site_day', alerts, days, [
      { name: 'alerts', value: alerts },
      { name: 'site_days', value: days },
    ]),
    meanIndicator('alerts_per_operator_hour', alerts, hours, [
      { name: 'alerts', value: alerts },
      { name: 'operator_hours', value: hours },
    ]),
  ];
}

/** The load of a console in the bands of EEMUA 191 and ISA-18.2. */
export function consoleIndicators(facts: ConsoleFacts, span: Span): readonly Indicator[] {
  const { alarms, consoles } = facts;
  const alerts = alertsOf(alarms);
  const periods = Math.max(1, Math.ceil((span.to - span.from) / CONSOLE_PERIOD));
  const sizes = [...facts.periods.values()];
  const floods = sizes.filter((size) => size > FLOOD * consoles).length;
  const busiest = sizes.reduce((most, size) => Math.max(most, size), 0);
  const top = topAlarms(alarms, TOP).reduce((sum, each) => sum + each.alerts, 0);
  const ofSeverity = (...wanted: readonly FindingSeverity[]) =>
    alertsOf(alarms.filter(({ severity }) => wanted.includes(severity)));
  const split = (name: 'console_low_pct' | 'console_high_pct' | 'console_critical_pct', count: number) =>
    shareIndicator(name, count, alerts, [
      { name: 'of_severity', value: count },
      { name: 'alerts', value: alerts },
    ]);
  return [
    indicatorOf('console_alerts_per_10min', {
      ...{ value: alerts / (periods * consoles), n: periods },
      parts: [
        { name: 'alerts', value: alerts },
        { name: 'consoles', value: consoles },
        { name: 'busiest', value: busiest },
      ],
    }),
    shareIndicator('console_flood_pct', floods, periods, [
      { name: 'floods', value: floods },
      { name: 'periods', value: periods },
    ]),
    indicatorOf('console_chattering', { value: facts.chattering, n: facts.findings, parts: [] }),
    indicatorOf('console_stale', { value: facts.stale, n: Math.max(alerts, facts.stale), parts: [] }),
    shareIndicator('console_top10_pct', top, alerts, [
      { name: 'top10', value: top },
      { name: 'alerts', value: alerts },
    ]),
    split('console_low_pct', ofSeverity('LOW', 'MEDIUM')),
    split('console_high_pct', ofSeverity('HIGH')),
    split('console_critical_pct', ofSeverity('CRITICAL')),
  ];
}

/** The alarms that came most often, whatever their severity was each time; among equals by their names. */
export function topAlarms(
  alarms: readonly AlarmCount[],
  limit: number,
): readonly Omit<AlarmCount, 'severity'>[] {
  const counts = new Map<string, Omit<AlarmCount, 'severity'>>();
  for (const { site, alert_type, alerts } of alarms) {
    const key = `${site ?? ''} ${alert_type}`;
    const known = counts.get(key)?.alerts ?? 0;
    counts.set(key, { site, alert_type, alerts: known + alerts });
  }
  return [...counts]
    .sort(([a, first], [b, second]) => second.alerts - first.alerts || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([, alarm]) => alarm);
}
