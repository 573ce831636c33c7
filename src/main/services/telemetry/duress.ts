import { isDuress, STREAM, type TelemetryEvent } from '#core/model/event.ts';
import type { EpochMs } from '#core/model/time.ts';
import type { Registry, StoredEvent } from '#main/ports/store.ts';
import type { Duress } from './arrival.ts';

const subjectOf = (person: string | null, device: string | null, key: number): string => {
  if (person !== null) return `person:${person}`;
  return device === null ? `event:${key}` : `device:${device}`;
};

/** The call for help in an event, or null when it is none. */
export function duressOf(event: TelemetryEvent, key: number): Duress | null {
  if (!isDuress(event)) return null;
  return { subject: subjectOf(event.person, event.device, key), ts: event.ts, key };
}

/** The call for help in an event that came back from the store, or null when it is none. */
export function duressOfStored(event: StoredEvent, registry: Registry): Duress | null {
  if (!isStoredDuress(event, registry)) return null;
  const person = event.person_id === null ? null : registry.personCode(event.person_id);
  const detail: { readonly device?: unknown } = event.detail === null ? {} : JSON.parse(event.detail);
  const device = typeof detail.device === 'string' ? detail.device : null;
  return { subject: subjectOf(person, device, event.key), ts: event.ts, key: event.key };
}

function isStoredDuress(event: StoredEvent, registry: Registry): boolean {
  if (event.stream === STREAM.check_in) return event.activity?.status === 'DURESS';
  if (event.stream !== STREAM.alert || event.ref === null) return false;
  return isPanicWord(registry.termText(event.ref));
}

/**
 * The call for help in a record that could not be read as an event: it must not wait until somebody corrects a sender's
 * clock. `at` stands in for its instant.
 */
export function duressOfUnreadable(raw: unknown, key: number, at: EpochMs): Duress | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const { type, status, alert_type, person, device }: Readonly<Record<string, unknown>> = { ...raw };
  const calls = (type === 'check_in' && status === 'DURESS') || (type === 'alert' && isPanicWord(alert_type));
  if (!calls) return null;
  return { subject: subjectOf(asCode(person), asCode(device), key), ts: at, key };
}

/** Whether an alert of this type calls for help; `isDuress` alone knows the words. */
const isPanicWord = (word: unknown): boolean =>
  typeof word === 'string' && isDuress({ ...BLANK_ALERT, alert_type: word });

const BLANK_ALERT: Extract<TelemetryEvent, { type: 'alert' }> = {
  type: 'alert',
  site: '',
  ts: 0,
  received_at: null,
  id: null,
  source: null,
  person: null,
  device: null,
  attributes: null,
  severity: null,
  alert_type: null,
  message: null,
};

const asCode = (value: unknown): string | null =>
  typeof value === 'string' && value.length > 0 && value.length <= 200 ? value : null;
