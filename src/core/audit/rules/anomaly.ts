import type { Incident, Side } from '#core/anomaly/incident.ts';
import { INCIDENT_GAP, SIDES } from '#core/anomaly/incident.ts';
import { QUARTER, startOf } from '#core/anomaly/quarters.ts';
import type { Judged, MetricReading } from '#core/anomaly/reading.ts';
import type { AuditConfig } from '#core/model/audit-config.ts';
import type { FindingCategory, FindingSeverity } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import { MINUTE } from '#core/model/time.ts';
import { isActive } from '#core/schedule/active-hours.ts';
import type { Breach, Rule, Settled } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';
import { sensitivitySetAt, signalName } from '../words.ts';

const PATTERN = /^ANOMALY_(.+)_(BELOW|ABOVE)$/;
const TYPE = 'ANOMALY_*';

type Named = { readonly finding_type: string; readonly subject: string };

/** The finding type of a metric. */
export const typeOf = (metric: string, side: Side): string => `ANOMALY_${metric.toUpperCase()}_${side}`;

const named = (metric: string, side: Side): Named => ({
  finding_type: typeOf(metric, side),
  subject: `signal:${metric}`,
});

/** The metric and side of an anomaly's type; null for any other type. */
export function anomalyOf(findingType: string): { readonly metric: string; readonly side: Side } | null {
  const [, metric, side] = PATTERN.exec(findingType) ?? [];
  if (metric === undefined) return null;
  return { metric: metric.toLowerCase(), side: side === 'BELOW' ? 'BELOW' : 'ABOVE' };
}

/**
 * Fires while a metric is far from what is normal for its hour of the week. The models look at each quarter of an hour once it has
 * closed and say what is an incident; the rule tells it. Too little counts only while the site is active.
 */
export const anomaly: Rule = {
  type: TYPE,
  category: (findingType): FindingCategory =>
    anomalyOf(findingType)?.metric === 'tour_checkpoints' ? 'SECURITY' : 'OPERATIONAL',
  cadence: 'DEEP',
  exempt: false,
  needs: ['anomalies'],
  owns: (findingType) => PATTERN.test(findingType),
  absence(findingType, streamOf) {
    const known = anomalyOf(findingType);
    return known?.side === 'BELOW' ? [streamOf(known.metric)] : [];
  },
  evaluate({ site, anomalies, open_subjects }, audit, now) {
    if (!audit.anomaly_detection || anomalies.length === 0) return UNKNOWN;
    const breaches: Breach[] = [];
    const settled: Settled[] = [];
    const unknown: Named[] = [];
    for (const reading of anomalies) {
      for (const side of SIDES) {
        const key = named(reading.metric, side);
        const incident = reading.incidents.find((each) => each.side === side);
        const isUnknown = !reading.is_judged || (side === 'BELOW' && !isActive(site, now));
        if (isUnknown) unknown.push(key);
        else if (incident !== undefined && isWanted(reading, side))
          breaches.push(breachOf(site, audit, reading, incident));
        else if (open_subjects.includes(key.subject)) settled.push({ ...key, reason: OVER });
      }
    }
    return { breaches, settled, unknown };
  },
};

const OVER = `nothing unusual for ${INCIDENT_GAP} h`;

const isWanted = ({ direction }: MetricReading, side: Side): boolean =>
  direction === 'BOTH' || direction === side;

const severityOf = (metric: string, side: Side): FindingSeverity =>
  side === 'ABOVE' ? 'LOW' : metric === 'tour_checkpoints' ? 'HIGH' : 'MEDIUM';

function breachOf(site: Site, audit: AuditConfig, reading: MetricReading, incident: Incident): Breach {
  const { metric, threshold, sensitivity, scale } = reading;
  const { side, opened, told_z } = incident;
  const name = signalName(metric);
  const score = side === 'BELOW' ? -told_z : told_z;
  const judged = reading.alarms.find((alarm) => alarm.score < 0 === (side === 'BELOW'));
  const unit = scale === 'SAMPLE' ? 'robust z' : reading.kind === 'COUNT' ? 'sigma a day' : 'z';
  return {
    ...named(metric, side),
    severity: severityOf(metric, side),
    condition_started_at: startOf(opened) + QUARTER,
    title: `${name} ${side === 'BELOW' ? 'under' : 'over'} normal`,
    message: judged === undefined ? `z ${signed(score)}` : `${inBrief(judged)}, z ${signed(score)}`,
    explanation: {
      rule: `ANOMALY_${metric.toUpperCase()}_${side}`,
      text: `${judged === undefined ? `${name} is far from its habit` : inFull(name, judged, reading)}. That is ${signed(score)} ${unit}; the limit is ${threshold} (sensitivity ${sensitivity}).`,
      values: [
        ...(judged === undefined ? [] : valuesOf(metric, judged)),
        {
          name: 'score',
          value: rounded(score),
          unit,
          limit: side === 'BELOW' ? -threshold : threshold,
          set_at: sensitivitySetAt(site, audit, metric),
        },
      ],
      since: null,
      clears_when: `Nothing unusual on this side for ${INCIDENT_GAP} h.`,
      degree: told_z,
    },
  };
}

const minutesOf = ({ window }: Judged): number => (window.length * QUARTER) / MINUTE;

const inBrief = (judged: Judged): string =>
  `${rounded(judged.window.observed)} in ${minutesOf(judged)} min, about ${rounded(judged.window.expected)} expected`;

function inFull(name: string, judged: Judged, { kind }: MetricReading): string {
  const { window, value, low, high } = judged;
  const minutes = minutesOf(judged);
  const band = `${rounded(low)} to ${rounded(high)}`;
  if (kind === 'GAUGE')
    return `${name} reads ${rounded(value)} where ${rounded(judged.expected)} (${band}) is usual at this hour of the week, over ${minutes} min`;
  const newest = window.length === 1 ? '' : `; the newest 15 min had ${rounded(value)}`;
  return `${name} counted ${rounded(window.observed)} in ${minutes} min where about ${rounded(window.expected)} are usual at this hour of the week${newest} (usual ${band})`;
}

const valuesOf = (metric: string, judged: Judged) => [
  {
    name: metric,
    value: rounded(judged.window.observed),
    unit: `in ${minutesOf(judged)} min`,
    limit: rounded(judged.window.expected),
  },
  { name: 'window', value: minutesOf(judged), unit: 'min' },
  {
    name: 'newest 15 min',
    value: rounded(judged.value),
    unit: `usual ${rounded(judged.low)} to ${rounded(judged.high)}`,
  },
  { name: 'samples', value: judged.samples, unit: `of this hour (${judged.state})` },
];

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10;

/** `+3.4`, `−3.4`: with the sign of mathematics. */
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(rounded(value))}`;
