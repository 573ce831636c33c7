import type { Random } from '#core/kit/random.ts';
import type { EventType, TelemetryEvent } from '#core/model/event.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import type { Site } from '#core/model/site.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import type { History } from './history.ts';
import type { PlannedRun, TourFate } from './tour-run.ts';

/** Events of some types, of one person or of everybody, do not happen during a span; those who send them go on behind it. */
export type Mute = Interval & { readonly types: ReadonlySet<EventType>; readonly person: string | null };

/** Events of a type of one person happen otherwise during a span. */
export type Rewrite = Interval & {
  readonly type: EventType;
  readonly person: string;
  readonly rewrite: (event: TelemetryEvent) => TelemetryEvent;
};

/** What happens during a span does not get through then: all of the site, or what comes by one source. */
export type Blackout = Interval & {
  /** null: everything that the site sends. */
  readonly source: string | null;
  /** When all of it arrives at once; null: never. */
  readonly arrives_at: EpochMs | null;
};

/** One thing that a cause makes true, and when, told from what really happened around it. `end` null: until a person acts. */
export type Effect = {
  readonly finding_type: string;
  readonly subject: string;
  readonly severity: FindingSeverity;
  /** True for what maintenance does not hold back. */
  readonly exempt: boolean;
  readonly span: (history: History) => { readonly start: EpochMs; readonly end: EpochMs | null };
};

/** One thing that goes wrong at one site. It touches nothing outside its interval. */
export type Trouble = Interval & {
  readonly cause: string;
  readonly mutes: readonly Mute[];
  readonly rewrites: readonly Rewrite[];
  /** By the subject of the run. */
  readonly tours: ReadonlyMap<string, TourFate>;
  readonly adds: readonly TelemetryEvent[];
  readonly blackouts: readonly Blackout[];
  readonly effects: readonly Effect[];
};

/** What a cause may know of its site when it plans: the plan of the days to come, nothing of what will happen. */
export type Scene = {
  readonly site: Site;
  /** True when the site is manned through the interval and for 75 min before it, and nobody comes or goes near it. */
  readonly isSteady: (span: Interval) => boolean;
  /** People on the roster at the instant. */
  readonly onDuty: (at: EpochMs) => readonly string[];
  /** Runs of every tour that would be on their way during the interval. */
  readonly runs: (span: Interval) => readonly PlannedRun[];
};

/** One cause of trouble: one file. */
export type Cause = {
  readonly name: string;
  /** How often it is chosen, beside the other causes. */
  readonly weight: number;
  /** The trouble that begins at `at` or soon after, or null when this cause cannot strike there. */
  readonly plan: (scene: Scene, at: EpochMs, random: Random) => Trouble | null;
};

/** A trouble without consequences yet; causes spread it. */
export const noTrouble = {
  mutes: [],
  rewrites: [],
  tours: new Map<string, TourFate>(),
  adds: [],
  blackouts: [],
  effects: [],
} as const;
