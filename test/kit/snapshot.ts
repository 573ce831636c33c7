import type { MetricReading } from '#core/anomaly/reading.ts';
import type { AlertState } from '#core/audit/alert-memory.ts';
import { AlertMemory } from '#core/audit/alert-memory.ts';
import type { DeviceReadings } from '#core/audit/devices.ts';
import type { DutyEvent } from '#core/audit/duty.ts';
import { DutyMemory } from '#core/audit/duty.ts';
import type { Fix } from '#core/audit/fixes.ts';
import { PeopleMemory } from '#core/audit/person-signs.ts';
import type { Need, Rule, Verdict } from '#core/audit/rule.ts';
import { SignalMemory } from '#core/audit/signal-memory.ts';
import type { TaskEvent } from '#core/audit/task-memory.ts';
import { TaskMemory } from '#core/audit/task-memory.ts';
import type { TourEvent } from '#core/audit/tour-runs.ts';
import { foldTourRuns } from '#core/audit/tour-runs.ts';
import type { BuiltInSignal } from '#core/model/event.ts';
import { STREAM } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import type { Interval } from '#core/model/time.ts';

/** An instant of the test day, 2026-01-05 (a Monday), in UTC: `at('22:15')`; `at('26:15')` is the next morning. */
export function at(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return Date.parse('2026-01-05T00:00:00Z') + ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

/** What has happened at a site, for one question to one rule. */
export type Story = {
  readonly site: Site;
  /** First slot, and since when no slot was missed. Default: the day before, midnight. */
  readonly watched?: number;
  readonly events?: readonly { readonly stream: keyof typeof STREAM; readonly ts: number }[];
  readonly duty?: readonly DutyEvent[];
  readonly tours?: readonly TourEvent[];
  readonly tasks?: readonly TaskEvent[];
  /** Phone or GPS of people. */
  readonly signs?: readonly { readonly person: string; readonly ts: number }[];
  readonly fixes?: Readonly<Record<string, readonly Fix[]>>;
  readonly walks?: Readonly<Record<string, readonly Fix[]>>;
  readonly devices?: readonly DeviceReadings[];
  readonly alerts?: readonly AlertState[];
  /** When the source of a stream was out; of the site's only source unless named. */
  readonly outages?: readonly (Interval & { readonly stream?: keyof typeof STREAM })[];
  readonly anomalies?: readonly MetricReading[];
  readonly open?: readonly string[];
};

/** Asks a rule about a site, through the real memories. What the rule does not name as a need is kept from it. */
export function ask(
  rule: Rule,
  {
    site,
    watched = at('-24:00'),
    events = [],
    duty = [],
    tours = [],
    tasks = [],
    signs = [],
    fixes = {},
    walks = {},
    devices = [],
    alerts = [],
    outages = [],
    anomalies = [],
    open = [],
  }: Story,
  now: number,
): Verdict {
  const signals = new SignalMemory([site], (name) => STREAM[name as BuiltInSignal]);
  for (const { stream, ts } of events) signals.observe(site.id, STREAM[stream], ts);
  const memory = new DutyMemory();
  for (const event of duty) memory.observe(site.id, event);
  const people = new PeopleMemory();
  for (const { person, ts } of signs) people.observe(site.id, person, ts);
  const told = new TaskMemory();
  for (const event of tasks) told.observe(site.id, event);
  const reported = new AlertMemory();
  for (const alert of alerts) reported.observe(site.id, alert);
  const NOWHERE = -1;
  const siteIf = (need: Need) => (rule.needs.includes(need) ? site.id : NOWHERE);
  const onlyIf = <T extends object>(need: Need, given: T, none: T): T =>
    rule.needs.includes(need) ? given : none;
  const snapshot = {
    site,
    first_slot: watched,
    watched_since: watched,
    signals: signals.of({ ...site, id: siteIf('signals') }),
    duty: memory.of(siteIf('duty')),
    people: people.of(siteIf('people')),
    tasks: told.of(siteIf('tasks')),
    alerts: reported.of(siteIf('alerts')),
    tours: onlyIf('tours', foldTourRuns(tours), []),
    fixes: new Map(Object.entries(onlyIf('fixes', fixes, {}))),
    walk_fixes: new Map(Object.entries(onlyIf('walks', walks, {}))),
    devices: onlyIf('devices', devices, []),
    outages: (streams: readonly number[]) =>
      outages.filter(({ stream }) => stream === undefined || streams.includes(STREAM[stream])),
    anomalies: onlyIf('anomalies', anomalies, []),
    open_subjects: open,
  };
  return rule.evaluate(snapshot, site.audit, now);
}
