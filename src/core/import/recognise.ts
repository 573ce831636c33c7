import {
  CONFIGURATION_KINDS,
  type ConfigurationKind,
  type FileKind,
  TELEMETRY_KINDS,
  type TelemetryKind,
} from '#core/model/file-kind.ts';
import { outerFields } from './outer-fields.ts';

/** What a file is, and whether its content says so (`sure`) or only its name. */
export type Recognised = { readonly kind: FileKind; readonly sure: boolean };

/** Enough of a file to know it by. */
export const HEAD_LENGTH = 16 * 1024;

const UNKNOWN: Recognised = { kind: 'unknown', sure: false };
const byContent = (kind: FileKind): Recognised => ({ kind, sure: true });
const byName = (kind: FileKind): Recognised => ({ kind, sure: false });

/**
 * The kind of a file by its name and the beginning of its text. Content decides; the name only where content leaves it
 * open. The one place that knows every format: a new one gets its line here.
 */
export function recognise(name: string, text: string): Recognised {
  const head = text
    .slice(0, HEAD_LENGTH)
    .replace(/^\uFEFF/, '')
    .trimStart();
  const ending = endingOf(name);
  if (head === '') return UNKNOWN;
  if (head.startsWith('<')) return /<gpx[\s>]/.test(head) ? byContent('gpx') : UNKNOWN;
  if (/^BEGIN:VCALENDAR\s/i.test(head)) return byContent('calendar');
  if (/^[{[]/.test(head)) return ofJson(outerFields(head), ending);
  if (ending === 'ics') return byName('calendar');
  return ofTable(tableHeader(head), ending) ?? ofYaml(head, ending) ?? UNKNOWN;
}

export const isConfiguration = (kind: FileKind): kind is ConfigurationKind =>
  CONFIGURATION_KINDS.some((each) => each === kind);
export const isTelemetry = (kind: FileKind): kind is TelemetryKind =>
  TELEMETRY_KINDS.some((each) => each === kind);

/** The last ending that is not `.gz`, in small letters and without its dot. */
const endingOf = (name: string): string =>
  /\.([a-z]+)$/.exec(name.toLowerCase().replace(/\.gz$/, ''))?.[1] ?? '';

const GEOJSON = /^(FeatureCollection|Feature|GeometryCollection|(Multi)?(Point|LineString|Polygon))$/;

function ofJson(fields: ReadonlyMap<string, string | null>, ending: string): Recognised {
  const has = (...names: readonly string[]) => names.every((name) => fields.has(name));
  if (GEOJSON.test(fields.get('type') ?? '')) return byContent('geofences');
  if (has('_type')) return byContent('owntracks');
  if (has('device', 'position') || has('device', 'event')) return byContent('traccar');
  if (has('alerts', 'status')) return byContent('alertmanager');
  if (has('tenants') || has('runbooks')) return byContent('configuration_json');
  if (has('type', 'ts')) return byContent('ndjson');
  if (ending === 'geojson') return byName('geofences');
  return byName(ending === 'json' ? 'configuration_json' : 'ndjson');
}

/** The cells of the first line and what is between them; null when the text is no table. */
export type TableHeader = { readonly cells: readonly string[]; readonly delimiter: string };

/** The header of a text that may be a CSV with commas, semicolons or tabs. */
export function tableHeader(text: string): TableHeader | null {
  const line = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
  const delimiter = [',', ';', '\t'].find((each) => line.includes(each));
  if (delimiter === undefined) return null;
  return { cells: line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')), delimiter };
}

function ofTable(header: TableHeader | null, ending: string): Recognised | null {
  if (header === null) return null;
  const has = (...names: readonly string[]) => names.every((name) => header.cells.includes(name));
  if (has('tenant', 'client', 'code')) return byContent('sites_csv');
  if (has('latitude', 'longitude', 'valid') && (has('fixTime') || has('deviceTime')))
    return byContent('traccar_csv');
  if (/^(csv|tsv|txt)$/.test(ending)) return byName(has('tenant') ? 'sites_csv' : 'table');
  return null;
}

function ofYaml(head: string, ending: string): Recognised | null {
  if (/^(tenants|runbooks)\s*:/m.test(head)) return byContent('configuration_yaml');
  return /^ya?ml$/.test(ending) ? byName('configuration_yaml') : null;
}
