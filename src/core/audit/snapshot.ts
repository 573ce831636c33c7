import type { MetricReading } from '#core/anomaly/reading.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { AlertState } from './alert-memory.ts';
import type { DeviceReadings } from './devices.ts';
import type { PersonDuty } from './duty.ts';
import type { Fix } from './fixes.ts';
import type { Outages } from './outages.ts';
import type { PersonSigns } from './person-signs.ts';
import type { SignalReadings } from './signal-memory.ts';
import type { Task } from './task-memory.ts';
import type { TourRun } from './tour-runs.ts';

/** What a rule may know of one site at one instant. Built by the audit round; the rule only reads. */
export type SiteSnapshot = {
  readonly site: Site;
  /** The site's first audit slot ever; null before it. Nothing is expected from before it. */
  readonly first_slot: EpochMs | null;
  /** Since when no slot was missed; a window that reaches further back is not judged. */
  readonly watched_since: EpochMs | null;
  readonly signals: SignalReadings;
  readonly duty: ReadonlyMap<string, PersonDuty>;
  /** Phone and GPS of each person at the site, by code. */
  readonly people: ReadonlyMap<string, PersonSigns>;
  /** The tasks of the site of which something was heard lately, by id. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** What other systems said last about each condition at the site, by fingerprint. */
  readonly alerts: ReadonlyMap<string, AlertState>;
  /** Tour runs that began within TOUR_LOOKBACK; empty unless the rule needs them. */
  readonly tours: readonly TourRun[];
  /** Positions of each person during the tour runs that ended lately, oldest first; empty unless the rule needs walks. */
  readonly walk_fixes: ReadonlyMap<string, readonly Fix[]>;
  /** Positions of each person within FIX_LOOKBACK, oldest first; empty unless the rule needs them. */
  readonly fixes: ReadonlyMap<string, readonly Fix[]>;
  /** The devices of the site; empty unless the rule needs them. */
  readonly devices: readonly DeviceReadings[];
  /** How the metrics stand against their baselines; empty where no models look at the site. */
  readonly anomalies: readonly MetricReading[];
  /** When the sources of the site's streams were out. */
  readonly outages: Outages;
  /** Subjects of the findings of this rule that are open and active at the site. */
  readonly open_subjects: readonly string[];
};
