import type { FindingSeverity } from '#core/model/finding.ts';
import { isNeverSilenced, severityRank } from '#core/model/finding.ts';
import type { Alarm } from './episode.ts';

/** `alone`: a notice of its own. `with_site`: in the one notice of its site. `held`: none; it waits in the feed, and is counted. */
export type Delivery = 'alone' | 'with_site' | 'held';

/** Why a notice is not simply shown and heard. */
export type Reason = 'muted' | 'held_in_flood' | 'grouped_in_flood' | 'site_was_heard';

/** A notice on its way to people, with what the stages made of it so far. */
export type Passing = {
  readonly alarm: Alarm;
  readonly delivery: Delivery;
  readonly heard: boolean;
  readonly reasons: readonly Reason[];
};

/** How things are when the notice comes. */
export type Circumstances = {
  readonly muted: boolean;
  readonly flood: boolean;
  /** The worst that the one notice of its site was heard with in this flood; null: not yet. */
  readonly siteHeardAt: FindingSeverity | null;
};

export type Stage = {
  readonly name: string;
  readonly apply: (passing: Passing, now: Circumstances) => Passing;
};

const changed = (passing: Passing, reason: Reason, patch: Partial<Passing>): Passing => ({
  ...passing,
  ...patch,
  reasons: [...passing.reasons, reason],
});

/** A mute takes the sound away, never the notice; a person in danger is heard through it. */
const mute: Stage = {
  name: 'mute',
  apply: (passing, { muted }) =>
    muted && !isNeverSilenced(passing.alarm.finding_type)
      ? changed(passing, 'muted', { heard: false })
      : passing,
};

/** True for an alarm that waits in the feed while a flood lasts. */
export const waitsInFlood = ({ severity, finding_type }: Alarm): boolean =>
  severityRank(severity) <= severityRank('MEDIUM') && !isNeverSilenced(finding_type);

/** True for an alarm that goes into the one notice of its site while a flood lasts. */
export const joinsItsSite = ({ severity, finding_type }: Alarm): boolean =>
  severity === 'HIGH' && !isNeverSilenced(finding_type);

/** In a flood MEDIUM and LOW wait in the feed. */
const hold: Stage = {
  name: 'hold',
  apply: (passing, { flood }) => {
    const waits = flood && waitsInFlood(passing.alarm);
    return waits ? changed(passing, 'held_in_flood', { delivery: 'held', heard: false }) : passing;
  },
};

/** In a flood HIGH goes into the one notice of its site, which is heard once, and again only when it gets worse. CRITICAL stays alone. */
const group: Stage = {
  name: 'group',
  apply(passing, { flood, siteHeardAt }) {
    if (!flood || !joinsItsSite(passing.alarm)) return passing;
    const { severity } = passing.alarm;
    const grouped = changed(passing, 'grouped_in_flood', { delivery: 'with_site' });
    const again = siteHeardAt !== null && severityRank(severity) <= severityRank(siteHeardAt);
    return again && grouped.heard ? changed(grouped, 'site_was_heard', { heard: false }) : grouped;
  },
};

/**
 * What happens to a notice between its finding and the people, in this order. Before them stands `alerts` of
 * core/finding/alerting.ts (the threshold of the site, parents, shelving, chattering), which decides in the transaction of the
 * finding whether there is an alarm at all; after them it is sent.
 */
export const STAGES: readonly Stage[] = [mute, hold, group];

/** Sends an alarm through every stage. */
export const route = (alarm: Alarm, now: Circumstances): Passing =>
  STAGES.reduce<Passing>((passing, stage) => stage.apply(passing, now), {
    alarm,
    delivery: 'alone',
    heard: true,
    reasons: [],
  });
