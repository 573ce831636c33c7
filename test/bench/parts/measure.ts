import { RULES } from '#core/audit/registry.ts';
import { DAY } from '#core/model/time.ts';
import { figuresOf } from '#test/kit/figures.ts';
import type { Comparison, TypeResult } from '#test/kit/truth.ts';
import { compareWithTruth } from '#test/kit/truth.ts';
import type { ConsoleLoad, Spread } from './alarm-load.ts';
import { alertsAmong, perConsole, perSiteAndDay, quietWeeks } from './alarm-load.ts';
import { readDeliveries } from './deliveries.ts';
import type { HeardOutage } from './outages.ts';
import { siteOutages, sourceOutages } from './outages.ts';
import type { Judged } from './promptness.ts';
import { judgePromptness } from './promptness.ts';
import { readRecords } from './records.ts';
import type { StoryShape, ToldStory } from './told-story.ts';

/** What one story came to. */
export type Measured = {
  readonly shape: StoryShape;
  readonly events: number;
  readonly comparison: Comparison;
  readonly judged: readonly Judged[];
  /** Rules of which the story has no truth. */
  readonly not_injected: readonly string[];
  readonly findings_per_site_day: Spread;
  readonly alerts_per_site_day: Spread;
  readonly notifications_per_site_day: Spread;
  readonly quiet_weeks: ReturnType<typeof quietWeeks>;
  readonly console: ConsoleLoad;
  readonly source_outages: readonly HeardOutage[];
  readonly site_outages: readonly HeardOutage[];
};

/** Holds what a replay found, and whom it told, against the truth. */
export async function measure(story: ToldStory): Promise<Measured> {
  const { shape, from, to, truths, findings } = story;
  const { sites, notifications, reopened } = readRecords(story);
  const deliveries = await readDeliveries(story.telemetry);
  const comparison = compareWithTruth(truths, findings, reopened);
  const watch = { sites: sites.map(({ code }) => code), from, days: (to - from) / DAY };
  const alerts = alertsAmong(notifications);
  const explained = new Set(comparison.detections.map(({ finding }) => finding.id));
  return {
    shape,
    events: deliveries.events,
    comparison,
    judged: judgePromptness(comparison.detections, sites, deliveries),
    not_injected: RULES.filter(({ owns }) => !truths.some(({ finding_type }) => owns(finding_type))).map(
      ({ type }) => type,
    ),
    findings_per_site_day: perSiteAndDay(
      findings.map(({ site, detected_at }) => ({ site, at: Date.parse(detected_at) })),
      watch,
    ),
    alerts_per_site_day: perSiteAndDay(alerts, watch),
    notifications_per_site_day: perSiteAndDay(notifications, watch),
    quiet_weeks: quietWeeks(alerts, truths, watch),
    console: perConsole(notifications, watch),
    source_outages: sourceOutages(truths, notifications, ({ finding_id }) => explained.has(finding_id)),
    site_outages: siteOutages(truths, notifications),
  };
}

/** Found among the truths, from 0 to 1; null where there is no truth. */
export const recallOf = ({ truths, found }: TypeResult): number | null =>
  truths === 0 ? null : found / truths;
/** Explained among the times that findings opened, from 0 to 1; null where none did. */
export const precisionOf = ({ openings, unexplained }: TypeResult): number | null =>
  openings === 0 ? null : (openings - unexplained) / openings;

/** A line of the table of finding types; times in seconds. */
export function typeRow(type: TypeResult, judged: readonly Judged[]) {
  const own = judged.filter(({ truth }) => truth.finding_type === type.finding_type);
  const { p50, p95, max } = figuresOf(
    own.filter(({ late_data }) => !late_data).map(({ taken }) => taken / 1_000),
  );
  return {
    ...{ finding_type: type.finding_type, truths: type.truths, found: type.found, recall: recallOf(type) },
    ...{ findings: type.findings, openings: type.openings, precision: precisionOf(type), twice: type.twice },
    ...{ delay_p50_s: p50, delay_p95_s: p95, delay_max_s: max },
    late_data: own.filter(({ late_data }) => late_data).length,
  };
}
