import { storedReport } from '#core/audit/alert-memory.ts';
import type { CustomMetric } from '#core/model/audit-config.ts';
import { isDuress, STREAM, streamOf, type TelemetryEvent } from '#core/model/event.ts';
import type { Site } from '#core/model/site.ts';
import { type EpochMs, SECOND } from '#core/model/time.ts';
import { alertReport } from '#core/telemetry/alert-report.ts';
import { eventKey } from '#core/telemetry/identity.ts';
import type { Activity, EventRow, Registry } from '#main/ports/store.ts';

/** What the row of an event needs beside the event: the site that it names, when it came, and from which source. */
export type Reception = {
  readonly site: Site;
  /** null when nobody said: then no delay is stored. */
  readonly received_at: EpochMs | null;
  readonly source_id: number | null;
};

/** The event as the store keeps it. Creates what the registry does not know yet: call it inside the transaction. */
export function eventRow(
  event: TelemetryEvent,
  { site, received_at, source_id }: Reception,
  registry: Registry,
): EventRow {
  const device = event.device === null ? null : registry.device(site.tenant_id, event.device);
  return {
    key: eventKey(event),
    site_id: site.id,
    stream: streamIdOf(event, site, registry),
    ts: event.ts,
    delay_s: received_at === null ? null : Math.ceil((received_at - event.ts) / SECOND),
    person_id: event.person === null ? null : registry.person(site.tenant_id, event.person),
    lat: 'lat' in event ? event.lat : null,
    lon: 'lon' in event ? event.lon : null,
    acc: event.type === 'location' && event.accuracy !== null ? Math.ceil(event.accuracy) : null,
    ref: refOf(event, registry),
    origin: registry.origin(source_id, device),
    detail: detailOf(event, site),
    activity: activityOf(event),
  };
}

/** The declaration of the metric that an event reports, or null when its site has none. */
export function declaredMetric(event: TelemetryEvent, site: Site): CustomMetric | null {
  if (event.type !== 'metric') return null;
  return site.audit.custom_metrics.find(({ name }) => name === event.metric) ?? null;
}

function streamIdOf(event: TelemetryEvent, site: Site, registry: Registry): number {
  const stream = streamOf(event);
  if (stream !== 'metric') return STREAM[stream];
  const declared = declaredMetric(event, site);
  return declared === null ? STREAM.undeclared_metric : registry.signal(declared.name);
}

/** The type's main word, or a metric's value. */
function refOf(event: TelemetryEvent, registry: Registry): number | null {
  if (event.type === 'metric') return event.value;
  const word = mainWord(event);
  return word === null ? null : registry.term(word);
}

function mainWord(event: Exclude<TelemetryEvent, { type: 'metric' }>): string | null {
  switch (event.type) {
    case 'location':
      return null;
    case 'phone_event':
      return event.kind;
    case 'checkpoint_scan':
      return event.checkpoint;
    case 'alert':
      return event.alert_type;
    default:
      return event.status;
  }
}

/** JSON of what neither a column nor the activity holds; null when there is nothing. */
function detailOf(event: TelemetryEvent, site: Site): string | null {
  const detail: Record<string, unknown> = {};
  keep(detail, typeDetail(event, site));
  if (event.id !== null) detail.id = event.id;
  if (event.attributes !== null) detail.attributes = event.attributes;
  // a stored call for help must name its device again when there is no person
  if (event.device !== null && isDuress(event)) detail.device = event.device;
  return Object.keys(detail).length === 0 ? null : JSON.stringify(detail);
}

/** Copies what is not null. */
function keep(target: Record<string, unknown>, source: Readonly<Record<string, unknown>>): void {
  for (const name in source) if (source[name] !== null) target[name] = source[name];
}

const NOTHING = {};

function typeDetail(event: TelemetryEvent, site: Site): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'location': {
      const { speed, heading, altitude, battery, mock } = event;
      return { speed, heading, altitude, battery, mock };
    }
    case 'device':
      return { battery: event.battery };
    case 'alert':
      return { severity: event.severity, message: event.message };
    case 'metric':
      return { metric: declaredMetric(event, site) === null ? event.metric : null };
    default:
      return NOTHING;
  }
}

function activityOf(event: TelemetryEvent): Activity | null {
  const { person } = event;
  const nothing = { person, run: null, checkpoint: null, due: null, title: null };
  switch (event.type) {
    case 'tour':
      return { ...nothing, subject: event.tour, status: event.status, run: event.run };
    case 'checkpoint_scan': {
      const { tour, run, checkpoint } = event;
      return { ...nothing, subject: tour, status: 'SCANNED', run, checkpoint };
    }
    case 'task':
      return { ...nothing, subject: event.task, status: event.status, due: event.due, title: event.title };
    case 'attendance':
    case 'check_in':
      return { ...nothing, subject: person ?? '', status: event.status };
    case 'alert': {
      const { fingerprint, ended, severity, alert_type } = alertReport(event);
      if (fingerprint === null || isDuress(event)) return null;
      return { ...nothing, ...storedReport({ fingerprint, severity: ended ? null : severity, alert_type }) };
    }
    default:
      return null;
  }
}
