import type { Answer } from '#contract/index.ts';
import { storedEntry, writeZip } from '#core/bundle/zip.ts';
import type { Fleet } from '#core/config/fleet.ts';
import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import { hideWords, redactNumber, redactText } from '#core/privacy/redact.ts';
import type { DiagnosticsReads } from '#main/ports/diagnostics-reads.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { QueryHandlers } from '../handlers.ts';
import { readRetention } from '../keeping/retention.ts';
import { readLanSettings } from '../lan/settings.ts';
import { type HostFacts, LOCAL_ACTOR, WATCHDOG_URL } from './engine.ts';

/** Rounds that took longest, and messages of the log that came most often. */
const MOST_LISTED = 50;

type Asked = Pick<QueryHandlers, 'doctor.run' | 'engine.page' | 'engine.status'>;
export type DiagnosticsParts = {
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly host: HostFacts;
  readonly reads: DiagnosticsReads;
  readonly asked: Asked;
};

/** A part before it is written: its file, what somebody is told of it, and what it holds. */
type Part = { readonly file: string; readonly about: string; readonly holds: unknown };

/**
 * What somebody who helps needs to know. Every part is made of what it names, never of whole rows, and passes the redaction of the log; then
 * the names and codes of everybody and everything that is configured are taken out.
 */
export function createDiagnostics(parts: DiagnosticsParts): Pick<QueryHandlers, 'diagnostics.make'> {
  const { readModel, fleet, clock, reads } = parts;
  return {
    async 'diagnostics.make'({ threads, starts }, caller) {
      const at = clock.now();
      const { scope } = caller;
      const [status, page] = [
        await parts.asked['engine.status']({}, caller),
        await parts.asked['engine.page']({}, caller),
      ];
      const found = await parts.asked['doctor.run']({ threads, starts }, caller);
      const lines = reads.logLines();
      const hide = hideWords(knownWords(fleet(), readModel, status));
      const made: readonly Part[] = [
        {
          file: 'versions.json',
          about: 'Versions, the system and its machine',
          holds: versionsOf(parts, page, at),
        },
        {
          file: 'settings.json',
          about: 'Settings: numbers and whether something is on',
          holds: settingsOf(readModel),
        },
        {
          file: 'counts.json',
          about: 'How many there are of everything',
          holds: countsOf(fleet(), readModel, { scope, at }),
        },
        {
          file: 'health.json',
          about: 'Engine, threads, upkeep, database and backups',
          holds: healthOf(status, page, threads),
        },
        { file: 'rounds.json', about: 'Rounds of the last 24 hours, and the slowest', holds: roundsOf(page) },
        {
          file: 'doctor.json',
          about: 'What the doctor found, without the sites',
          holds: found.map(({ sites: _, ...result }) => result),
        },
        { file: 'errors.json', about: 'How often each message is in the log', holds: messagesOf(lines) },
        { file: 'log.ndjson', about: 'The end of the log', holds: lines.join('\n') },
      ];
      const written = made.map(({ file, about, holds }) => ({
        file,
        about,
        content: Buffer.from(hide(textOf(holds))),
      }));
      const zip = writeZip(written.map(({ file, content }) => storedEntry(file, content)));
      return {
        name: `vigil-diagnostics-${toIso(at).slice(0, 19).replaceAll(':', '')}.zip`,
        parts: written.map(({ file, about, content }) => ({ file, about, bytes: content.length })),
        zip: Buffer.from(zip).toString('base64'),
      };
    },
  };
}

/** The part as text, redacted as the log is. What is a text already is lines of the log. */
const textOf = (holds: unknown): string =>
  typeof holds === 'string' ? redactText(holds) : `${JSON.stringify(holds, redactValue, 2)}\n`;

const redactValue = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? redactText(value) : typeof value === 'number' ? redactNumber(value) : value;

function versionsOf({ host, reads }: DiagnosticsParts, { database }: Answer<'engine.page'>, at: EpochMs) {
  const { version, host: program, demo, timezone } = host;
  return {
    ...{ made_at: toIso(at), vigil: version, program, demo, timezone },
    schema: database.schema_version,
    ...reads.machine(),
  };
}

function settingsOf({ state }: ReadModel) {
  const { on, port } = readLanSettings(state);
  return {
    retention: readRetention(state),
    workstations: { on, port },
    watchdog: Boolean(state(WATCHDOG_URL)),
  };
}

function countsOf(
  fleet: Fleet,
  readModel: ReadModel,
  question: Pick<Parameters<ReadModel['findings']['countBy']>[0], 'scope' | 'at'>,
) {
  const { sites } = fleet;
  const sum = (of: (site: Fleet['sites'][number]) => readonly unknown[]) =>
    sites.reduce((total, site) => total + of(site).length, 0);
  const open = readModel.openAlarms(question.scope);
  return {
    sites: sites.length,
    active_sites: sites.filter(({ active }) => active).length,
    tenants: new Set(sites.map(({ tenant }) => tenant)).size,
    people: sum((site) => site.people),
    devices: sum((site) => site.devices),
    tours: sum((site) => site.tours),
    shifts: sum((site) => site.shifts),
    accounts: readModel.people.accounts().length,
    sources: readModel.sources(question.scope).length,
    unacknowledged_alarms: open.count,
  };
}

function healthOf(
  status: Answer<'engine.status'>,
  page: Answer<'engine.page'>,
  threads: readonly object[] | null,
) {
  const { state, state_reason, last_tick_at, suppressed, alarms_10_min } = status;
  const { database, backups, upkeep, due, quarantine, rules } = page;
  const { last, kept, next_due_at, problem } = backups;
  return {
    engine: { state, state_reason, last_tick_at, suppressed, alarms_10_min },
    threads,
    database,
    backups: {
      last: last && { taken_at: last.taken_at, verified_at: last.verified_at, bytes: last.bytes },
      kept,
      next_due_at,
      problem,
    },
    upkeep,
    due,
    quarantine,
    silent_sources: page.sources.filter(({ silent_since }) => silent_since !== null).length,
    rules: rules.map(({ rule, cadence, failures, last_failure }) => ({
      ...{ rule, cadence, failures },
      last_failure: last_failure && { at: last_failure.at, message: last_failure.message },
    })),
  };
}

const roundsOf = ({ cadences }: Answer<'engine.page'>) => ({
  cadences: cadences.map(({ newest: _, ...rounds }) => rounds),
  slowest: cadences
    .flatMap(({ cadence, newest }) => newest.map((round) => ({ cadence, ...round })))
    .sort((a, b) => b.duration_ms - a.duration_ms)
    .slice(0, MOST_LISTED),
});

/** Each message of the log with its level and how often it is there, the most frequent first. */
function messagesOf(lines: readonly string[]) {
  const times = new Map<string, number>();
  for (const line of lines) {
    const [, level = '', message = ''] = /"level":"(\w+)","message":"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
    if (level !== '') times.set(`${level}: ${message}`, (times.get(`${level}: ${message}`) ?? 0) + 1);
  }
  return [...times]
    .map(([message, count]) => ({ message, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_LISTED);
}

/** Names and codes of everybody and everything that somebody configured. */
function* knownWords(
  fleet: Fleet,
  readModel: ReadModel,
  { sources }: Answer<'engine.status'>,
): Generator<string> {
  for (const { code, name, tenant, client, groups, people, devices, tours } of fleet.sites) {
    yield* [code, name, tenant, client, ...groups];
    for (const { code, name, phone } of people) yield* [code, ...namesOf(name), phone ?? ''];
    for (const device of devices) yield* [device.code, device.external_id ?? ''];
    for (const tour of tours) {
      yield* [tour.code, tour.name];
      for (const checkpoint of tour.checkpoints) yield* [checkpoint.code, checkpoint.name];
    }
  }
  for (const { name } of readModel.people.accounts()) yield* namesOf(name);
  for (const { code } of sources) yield code;
  yield* namesOf(readModel.state(LOCAL_ACTOR) ?? '');
}

/** A name and each part of it: people are called by either. */
const namesOf = (name: string): readonly string[] => [name, ...name.split(/\s+/)];
