import type { MaintenanceEntry } from '#contract/maintenance.ts';
import { clientOf, type NewScopeRecord, siteOf, tenantOf } from '#core/config/records.ts';
import type { MaintenanceWindowDocument } from '#core/config/window-schema.ts';
import { maintenanceAtSite } from '#core/config/windows.ts';
import type { MaintenanceWindow } from '#core/model/audit-config.ts';
import type { EpochMs, Interval } from '#core/model/time.ts';
import { MINUTE } from '#core/model/time.ts';
import { zoneOf } from '#core/schedule/local-time.ts';
import { spanIntervals } from '#core/schedule/spans.ts';
import type { ReadModel, SuppressedEntry } from '#main/ports/read-model.ts';
import type { ConfigurationReads } from '#main/ports/store.ts';
import { isOwnScope } from '../configuration/own-scope.ts';
import type { QueryHandlers } from '../handlers.ts';

type Span = { readonly from: EpochMs; readonly to: EpochMs };
type TimeWithHeld = Omit<MaintenanceEntry['times'][number], 'suppressed'> & {
  readonly held: readonly SuppressedEntry[];
};

/** The calendar of maintenance: every written window, when it holds where, and what it held back. */
export function createMaintenanceQueries(
  configuration: ConfigurationReads,
  readModel: Pick<ReadModel, 'suppressed'>,
): Pick<QueryHandlers, 'maintenance.calendar'> {
  return {
    'maintenance.calendar': (span, { scope }) => {
      const documents = configuration.documents().filter((record) => isOwnScope(record, scope));
      const held = Map.groupBy(readModel.suppressed(scope, null), ({ site }) => site);
      return { version: configuration.version(), entries: [...entriesOf(documents, held, span)] };
    },
  };
}

/** Every window of the documents, and when it holds at the sites among them. */
export function entriesOf(
  documents: readonly NewScopeRecord[],
  held: EntryParts['held'],
  span: Span,
): readonly MaintenanceEntry[] {
  const sites = documents.filter((record) => record.scope === 'SITE');
  return documents.flatMap((record) => {
    const windows = windowsOf(record);
    if (windows.length === 0) return [];
    const below = sites.filter((site) => isBelow(site, record));
    return windows.map((window, index) => entryOf({ record, window, index, below, held, span }));
  });
}

function windowsOf(record: NewScopeRecord): readonly MaintenanceWindowDocument[] {
  const read = { TENANT: tenantOf, CLIENT: clientOf, SITE: siteOf }[record.scope];
  return read(record).audit?.maintenance_windows ?? [];
}

const isBelow = (site: NewScopeRecord, { scope, tenant, code }: NewScopeRecord): boolean =>
  site.tenant === tenant && (scope === 'TENANT' || (scope === 'CLIENT' ? site.parent : site.code) === code);

type EntryParts = {
  readonly record: NewScopeRecord;
  readonly window: MaintenanceWindowDocument;
  readonly index: number;
  readonly below: readonly NewScopeRecord[];
  readonly held: ReadonlyMap<string, readonly SuppressedEntry[]>;
  readonly span: Span;
};

function entryOf({ record, window, index, below, held, span }: EntryParts): MaintenanceEntry {
  const { scope, tenant, code } = record;
  const byZone = Map.groupBy(below, (site) => siteOf(site).timezone ?? 'UTC');
  const told = [...byZone].flatMap(([timezone, sites]) => timesOf(window, timezone, sites, held, span));
  const times = told.map(({ held: rows, ...time }) => ({ ...time, suppressed: sumOf(rows) }));
  return {
    target: { scope, tenant, code },
    index,
    window: { ...window },
    reason: window.reason,
    kind: 'rrule' in window ? 'RECURRING' : 'days' in window ? 'WEEKLY' : 'ABSOLUTE',
    sites: below.length,
    times: times.sort((a, b) => a.start - b.start || a.end - b.end),
    held: byType(told.flatMap((time) => time.held)),
  };
}

function timesOf(
  written: MaintenanceWindowDocument,
  timezone: string,
  sites: readonly NewScopeRecord[],
  held: EntryParts['held'],
  { from, to }: Span,
): readonly TimeWithHeld[] {
  const window = maintenanceAtSite(written, timezone);
  return spanIntervals(window, zoneOf(timezone), from, to, 'shorter').map(({ start, end }) => ({
    start,
    end,
    timezone,
    sites: sites.length,
    clock_changes: clockChanges(window, { start, end }),
    // Not by its end: one that was ended early had held back what it did before.
    held: sites
      .flatMap(({ code }) => held.get(code) ?? [])
      .filter((row) => row.window_start === start && row.reason === window.reason),
  }));
}

const sumOf = (rows: readonly SuppressedEntry[]): number => rows.reduce((sum, { count }) => sum + count, 0);

const byType = (rows: readonly SuppressedEntry[]): MaintenanceEntry['held'] =>
  [...Map.groupBy(rows, ({ finding_type }) => finding_type)]
    .map(([finding_type, own]) => ({ finding_type, count: sumOf(own) }))
    .sort((a, b) => b.count - a.count || (a.finding_type < b.finding_type ? -1 : 1));

/** Whether a weekly window is shorter this time than its clocks say. */
function clockChanges(window: MaintenanceWindow, { start, end }: Interval): boolean {
  if (window.kind !== 'WEEKLY') return false;
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const length = minutes(window.end) - minutes(window.start);
  return end - start !== (length > 0 ? length : length + 24 * 60) * MINUTE;
}
