import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import type { Need, Rule } from './rule.ts';
import { LIFE_STREAMS } from './signal-memory.ts';
import { longestWindow } from './signal-plan.ts';

/** How far before a condition a rule looks, in ms, and at which events; null: at any. */
export type Look = { readonly span: number; readonly streams: readonly number[] | null };

const TOURS = [STREAM.tour, STREAM.tour_completion, STREAM.tour_checkpoints];
const SIGNS = [STREAM.phone_events, STREAM.location_updates];

const LOOKS: Readonly<Record<Exclude<Need, 'signals'>, Look>> = {
  // A tour that is due now may have begun with its grace before its start.
  tours: { span: 28 * HOUR, streams: TOURS },
  walks: { span: 28 * HOUR, streams: [STREAM.tour_checkpoints, STREAM.location_updates] },
  tasks: { span: 7 * DAY, streams: [STREAM.task, STREAM.task_completions] },
  duty: { span: 36 * HOUR, streams: [STREAM.attendance, STREAM.check_in] },
  people: { span: 3 * HOUR, streams: SIGNS },
  fixes: { span: HOUR, streams: [STREAM.location_updates] },
  // The longest window, and the hours in which its incident may have gone on.
  anomalies: { span: 8 * HOUR, streams: null },
  devices: { span: HOUR, streams: [...LIFE_STREAMS, STREAM.device_heartbeats] },
  // What other systems say is taken when it is received, however late.
  alerts: { span: 0, streams: [] },
};

/** Where a rule looks at a site. How far back signals are counted is the site's own setting. */
export const looksOf = ({ needs }: Rule, site: Site): readonly Look[] =>
  needs.map((need) => (need === 'signals' ? { span: longestWindow([site]), streams: null } : LOOKS[need]));
