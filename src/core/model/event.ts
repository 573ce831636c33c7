import type { EpochMs } from './time.ts';

export const EVENT_TYPES = [
  'phone_event',
  'location',
  'checkpoint_scan',
  'tour',
  'task',
  'attendance',
  'check_in',
  'device',
  'alert',
  'metric',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** What every telemetry record carries, whatever its type. Codes, not keys. */
type EventBase = {
  readonly site: string;
  /** When it happened. */
  readonly ts: EpochMs;
  /** When it reached us; null when the record does not say (then it reads as `ts`). */
  readonly received_at: EpochMs | null;
  /** The source's own identifier. */
  readonly id: string | null;
  readonly source: string | null;
  readonly person: string | null;
  readonly device: string | null;
  /** Everything the format does not name, kept as it came. */
  readonly attributes: Readonly<Record<string, unknown>> | null;
};

/** One telemetry record, normalised (FORMATS section 2). Fields that were absent are null. */
export type TelemetryEvent = EventBase &
  (
    | { readonly type: 'phone_event'; readonly kind: string | null }
    | {
        readonly type: 'location';
        readonly lat: number;
        readonly lon: number;
        /** Metres. */
        readonly accuracy: number | null;
        /** Metres per second. */
        readonly speed: number | null;
        readonly heading: number | null;
        readonly altitude: number | null;
        /** Percent. */
        readonly battery: number | null;
        readonly mock: boolean | null;
      }
    | {
        readonly type: 'checkpoint_scan';
        readonly tour: string;
        readonly run: string | null;
        readonly checkpoint: string;
        readonly lat: number | null;
        readonly lon: number | null;
      }
    | {
        readonly type: 'tour';
        readonly tour: string;
        readonly run: string | null;
        readonly status: 'STARTED' | 'COMPLETED' | 'ABANDONED';
      }
    | {
        readonly type: 'task';
        readonly task: string;
        readonly status: 'ASSIGNED' | 'STARTED' | 'COMPLETED' | 'CANCELLED';
        readonly due: EpochMs | null;
        readonly title: string | null;
      }
    | { readonly type: 'attendance'; readonly status: 'IN' | 'OUT' }
    | { readonly type: 'check_in'; readonly status: 'OK' | 'DURESS' }
    | {
        readonly type: 'device';
        readonly status: 'ONLINE' | 'OFFLINE' | null;
        readonly battery: number | null;
      }
    | {
        readonly type: 'alert';
        readonly severity: string | null;
        readonly alert_type: string | null;
        readonly message: string | null;
      }
    | { readonly type: 'metric'; readonly metric: string; readonly value: number }
  );

/**
 * Streams: the integer under which an event is stored. 1 to 6 are the built-in signals (counted), 7 to 99 streams that
 * are stored but not counted, from 100 on custom metrics in the order in which they were first declared.
 */
export const STREAM = {
  phone_events: 1,
  location_updates: 2,
  tour_checkpoints: 3,
  task_completions: 4,
  device_heartbeats: 5,
  tour_completion: 6,
  tour: 7,
  task: 8,
  attendance: 9,
  check_in: 10,
  alert: 11,
  /** A metric that no site declares. */
  undeclared_metric: 12,
} as const;
export const FIRST_CUSTOM_STREAM = 100;

/** The built-in counted signals, in the order of their ids. */
export const BUILT_IN_SIGNALS = [
  'phone_events',
  'location_updates',
  'tour_checkpoints',
  'task_completions',
  'device_heartbeats',
  'tour_completion',
] as const;
export type BuiltInSignal = (typeof BUILT_IN_SIGNALS)[number];

/** Signals with a baseline: all but tour_completion. Custom metrics come on top. */
export const BASELINE_SIGNALS = BUILT_IN_SIGNALS.filter((signal) => signal !== 'tour_completion');

/** The stream or signal that an event is stored under; a metric is named by itself. */
export function streamOf(event: TelemetryEvent): keyof typeof STREAM | 'metric' {
  switch (event.type) {
    case 'phone_event':
      return 'phone_events';
    case 'location':
      return 'location_updates';
    case 'checkpoint_scan':
      return 'tour_checkpoints';
    case 'tour':
      return event.status === 'COMPLETED' ? 'tour_completion' : 'tour';
    case 'task':
      return event.status === 'COMPLETED' ? 'task_completions' : 'task';
    case 'device':
      return 'device_heartbeats';
    default:
      return event.type;
  }
}

const PANIC_ALERTS = new Set(['SOS', 'PANIC', 'DURESS']);

/** True when the event is somebody's call for help (DECISIONS 16). Site, age and source do not matter. */
export function isDuress(event: TelemetryEvent): boolean {
  if (event.type === 'check_in') return event.status === 'DURESS';
  return (
    event.type === 'alert' && event.alert_type !== null && PANIC_ALERTS.has(event.alert_type.toUpperCase())
  );
}
