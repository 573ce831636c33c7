import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE, toIso } from '#core/model/time.ts';
import type { Truth } from '#test/kit/truth.ts';
import type { Notification } from './records.ts';

/** What people heard because something fell silent. */
export type HeardOutage = {
  readonly site: string | null;
  readonly subject: string;
  readonly start: string;
  readonly notifications: number;
  /** By finding type. */
  readonly types: Readonly<Record<string, number>>;
};

/** Kinds that nothing holds back: they are heard beside every outage. */
const ALWAYS = new Set(['DURESS', 'LONE_WORKER_OVERDUE']);
/** What falls silent with a site; a tour or a task that nobody does then is a finding of its own. */
const SILENCES = /^(SILENT_SITE|CRITICAL_SIGNAL_.+_LOW|DEVICE_OFFLINE|GUARD_INACTIVE)$/;
/** A site is silent for so long before that is a finding, and its signals fall below their thresholds by and by. */
const BEFORE_SILENT = HOUR;
/** Slots that were due at the end of an outage still tell of it. */
const AFTER = 15 * MINUTE;

/**
 * Everything heard in each outage of a whole source, from any site: the troubles that were injected beside it are counted
 * apart by `isOwn`, which is true for a notification that a truth of its own explains.
 */
export function sourceOutages(
  truths: readonly Truth[],
  notifications: readonly Notification[],
  isOwn: (notification: Notification) => boolean,
): readonly HeardOutage[] {
  return truths
    .filter(({ finding_type }) => finding_type === 'SOURCE_SILENT')
    .map((truth) =>
      heard(
        truth,
        Date.parse(truth.start),
        notifications.filter((one) => isTheSource(one, truth) || !isOwn(one)),
      ),
    );
}

const isTheSource = ({ finding_type }: Notification, truth: Truth): boolean =>
  finding_type === truth.finding_type;

/** What was heard of a site's silence, from when it fell silent until it was heard again. */
export function siteOutages(
  truths: readonly Truth[],
  notifications: readonly Notification[],
): readonly HeardOutage[] {
  return truths
    .filter(({ finding_type }) => finding_type === 'SILENT_SITE')
    .map((truth) =>
      heard(
        truth,
        Date.parse(truth.start) - BEFORE_SILENT,
        notifications.filter(({ site, finding_type }) => site === truth.site && SILENCES.test(finding_type)),
      ),
    );
}

function heard(truth: Truth, from: EpochMs, notifications: readonly Notification[]): HeardOutage {
  const to = truth.end === null ? Number.POSITIVE_INFINITY : Date.parse(truth.end) + AFTER;
  const own = notifications.filter(
    ({ at, finding_type }) => at >= from && at <= to && !ALWAYS.has(finding_type),
  );
  const types = Map.groupBy(own, ({ finding_type }) => finding_type);
  return {
    site: truth.site,
    subject: truth.subject,
    start: toIso(from),
    notifications: own.length,
    types: Object.fromEntries([...types].map(([type, group]) => [type, group.length])),
  };
}
