import type { Notice, NoticeTest, OpenAlarm } from '#contract/notices.ts';
import { zoneAbbreviation } from '#core/kit/zone-abbreviation.ts';
import type { Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { SiteAlarms } from '#core/notices/episode.ts';
import { dayText, timeOfMinutes } from '#core/schedule/local-date.ts';
import { zoneOf } from '#core/schedule/local-time.ts';

/** Unless a desk says otherwise. */
const TO_EVERYBODY = { holder: null, here: true } as const;

/** Where no site is named. */
const INSTALLATION = 'the installation';

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** `01:40 IST`, with the date where that is not today's: `5 Jan 01:40 IST`. */
export function clockText(at: EpochMs, timezone: string, now: EpochMs): string {
  const zone = zoneOf(timezone);
  const { date, minutes } = zone.local(at);
  const day = date === zone.local(now).date ? '' : `${dayText(date)} `;
  return `${day}${timeOfMinutes(minutes)} ${zoneAbbreviation(at, timezone)}`;
}

/** One finding: what, where, since when. `zone` is its site's. */
export const ofFinding = (finding: Finding, zone: string, now: EpochMs, heard: boolean): Notice => ({
  tag: finding.id,
  kind: 'finding',
  finding_id: finding.id,
  finding_type: finding.finding_type,
  test: null,
  site: finding.site,
  severity: finding.severity,
  title: [finding.title, finding.site].filter(Boolean).join(' · '),
  body: `since ${clockText(finding.condition_started_at, zone, now)}. ${finding.message}`,
  heard,
  ...TO_EVERYBODY,
});

export const siteTag = (site: string | null): string => `site:${site ?? ''}`;

/** The one notice of a site in a flood; it leads to its newest finding. */
export const ofSite = (
  alarms: SiteAlarms,
  newest: Finding,
  zone: string,
  now: EpochMs,
  heard: boolean,
): Notice => ({
  tag: siteTag(alarms.site),
  kind: 'site',
  finding_id: newest.id,
  finding_type: null,
  test: null,
  site: alarms.site,
  severity: newest.severity,
  title: `${counted(alarms.count, 'alarm')} · ${alarms.site ?? INSTALLATION}`,
  body: `worst ${alarms.worst}. Newest: ${newest.title}, since ${clockText(newest.condition_started_at, zone, now)}`,
  heard,
  ...TO_EVERYBODY,
});

export const MORE_SITES_TAG = 'sites';

/** In a flood over very many sites: those that got no notice of their own. */
export const ofMoreSites = (sites: number, newest: Finding, heard: boolean): Notice => ({
  tag: MORE_SITES_TAG,
  kind: 'site',
  finding_id: newest.id,
  finding_type: null,
  test: null,
  site: null,
  severity: newest.severity,
  title: `Alarms at ${counted(sites, 'more site')}`,
  body: `Newest: ${[newest.title, newest.site].filter(Boolean).join(' · ')}. All are in the feed.`,
  heard,
  ...TO_EVERYBODY,
});

export const FLOOD_TAG = 'flood';

/** What a flood was, once it is over. */
export function ofFlood(
  flood: {
    readonly since: EpochMs;
    readonly alarms: number;
    readonly sites: number;
    readonly held: { MEDIUM: number; LOW: number };
  },
  zone: string,
  now: EpochMs,
  heard: boolean,
): Notice {
  const { MEDIUM, LOW } = flood.held;
  const held =
    MEDIUM + LOW === 0 ? 'Nothing was held.' : `Held: ${MEDIUM} medium, ${LOW} low. They are in the feed.`;
  return {
    tag: FLOOD_TAG,
    kind: 'flood',
    finding_id: null,
    finding_type: null,
    test: null,
    site: null,
    severity: MEDIUM > 0 ? 'MEDIUM' : 'LOW',
    title: `Flood over · ${counted(flood.alarms, 'alarm')} at ${counted(flood.sites, 'site')}`,
    body: `since ${clockText(flood.since, zone, now)}. ${held}`,
    heard,
    ...TO_EVERYBODY,
  };
}

export const deskTag = (desk: string): string => `desk:${desk}`;

/** Alarms wait at a desk that nobody attends: everybody hears of it. `newest` is one of the worst. */
export const ofDesk = (
  desk: { readonly code: string; readonly name: string },
  alarms: number,
  newest: OpenAlarm,
  heard: boolean,
): Notice => ({
  tag: deskTag(desk.code),
  kind: 'desk',
  finding_id: newest.finding_id,
  finding_type: newest.finding_type,
  test: null,
  site: null,
  severity: newest.severity,
  title: `Nobody is at desk ${desk.name} · ${counted(alarms, 'alarm')}`,
  body: `${[newest.title, newest.site].filter(Boolean).join(' · ')}. Take the desk, or wake whoever holds it.`,
  heard,
  ...TO_EVERYBODY,
});

export const TEST_TAG = 'test';

export const ofTest = ({ id }: Pick<NoticeTest, 'id'>, heard: boolean): Notice => ({
  tag: TEST_TAG,
  kind: 'test',
  finding_id: null,
  finding_type: null,
  test: id,
  site: null,
  severity: 'LOW',
  title: 'Test of sound and notices',
  body: 'Nothing is wrong. Vigil checks once a day that you would see and hear an alarm.',
  heard,
  ...TO_EVERYBODY,
});
