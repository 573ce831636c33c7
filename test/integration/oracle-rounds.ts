import type { SiteDocument } from '#core/config/document.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, MINUTE, SECOND } from '#core/model/time.ts';
import type { Minute } from './oracle-clock.ts';
import type { Wrong } from './simulation-oracle.ts';
import { metres } from './simulation-oracle-places.ts';

type Scan = Extract<TelemetryEvent, { type: 'checkpoint_scan' }>;
type Round = { readonly site: SiteDocument; readonly events: readonly TelemetryEvent[] };

/** Every completed round that cannot have been walked as it is told, found naively from the lines alone. */
export function fakedRounds(
  { site, events }: Round,
  clock: (at: EpochMs) => Minute,
  from: EpochMs,
  to: EpochMs,
): readonly Wrong[] {
  const scans = events.filter((event) => event.type === 'checkpoint_scan');
  const byRun = Map.groupBy(withoutRepeats(scans), ({ run }) => run);
  const told: (readonly number[])[] = [];
  return [...byRun].flatMap(([run, own]) => {
    const gaps = gapsOf(own);
    const before = told.filter((earlier) => isSame(earlier, gaps)).length;
    told.push(gaps);
    const done = events.find(
      (event) => event.type === 'tour' && event.status === 'COMPLETED' && event.run === run,
    );
    const start = done?.type === 'tour' ? startOf(site, done, clock, from, to) : null;
    const isOdd = isHasty(gaps) || before > 0 || isEven(gaps) || isRemote(site, own) || isMock(events, own);
    if (done === undefined || start === null || !isOdd) return [];
    const subject = `tour:${own[0]?.tour}@${start}`;
    return [{ site: site.code, finding_type: 'CHECKPOINT_PATTERN', subject, start: done.ts, last: done.ts }];
  });
}

const withoutRepeats = (scans: readonly Scan[]): readonly Scan[] =>
  scans.filter((scan, index) => index === 0 || scan.ts !== scans[index - 1]?.ts);

const gapsOf = (scans: readonly Scan[]): readonly number[] =>
  scans.slice(1).map(({ ts }, index) => ts - (scans[index]?.ts ?? ts));

/** Five scans or more in less than two minutes. */
const isHasty = (gaps: readonly number[]): boolean =>
  gaps.length >= 4 && gaps.reduce((sum, gap) => sum + gap, 0) < 2 * MINUTE;

const isEven = (gaps: readonly number[]): boolean =>
  gaps.length >= 4 && Math.max(...gaps) - Math.min(...gaps) < SECOND;

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && b.length >= 4 && a.every((gap, index) => Math.abs(gap - (b[index] ?? 0)) < SECOND);

function isRemote(site: SiteDocument, scans: readonly Scan[]): boolean {
  const far = scans.filter(({ tour, checkpoint, lat, lon }) => {
    const points = site.tours?.find(({ code }) => code === tour)?.checkpoints ?? [];
    const tag = points.find(({ code }) => code === checkpoint);
    return tag !== undefined && metres(tag.lat, tag.lon, lat ?? tag.lat, lon ?? tag.lon) > 45;
  });
  return far.length * 2 >= scans.length;
}

function isMock(events: readonly TelemetryEvent[], scans: readonly Scan[]): boolean {
  const [first, last] = [scans[0], scans.at(-1)];
  const mock = events.filter(
    (event) =>
      event.type === 'location' &&
      event.mock === true &&
      event.person === first?.person &&
      event.ts >= (first?.ts ?? 0) &&
      event.ts <= (last?.ts ?? 0),
  );
  return mock.length > 1;
}

/** The local start of the round that is completed, up to two hours before. */
function startOf(
  site: SiteDocument,
  done: Extract<TelemetryEvent, { type: 'tour' }>,
  clock: (at: EpochMs) => Minute,
  from: EpochMs,
  to: EpochMs,
): string | null {
  const starts = site.tours?.find(({ code }) => code === done.tour)?.starts ?? [];
  const last = Math.floor(Math.min(done.ts, to) / MINUTE) * MINUTE;
  for (let at = last; at >= Math.max(from, last - 120 * MINUTE); at -= MINUTE) {
    const { day, time, date } = clock(at);
    if (starts.some((start) => start.at === time && start.days.some((name) => name === day)))
      return `${date}T${time}`;
  }
  return null;
}
