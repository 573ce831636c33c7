import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { alertIndicators, consoleIndicators } from '#core/indicators/console.ts';
import type { FindingSums } from '#core/indicators/finding-sums.ts';
import {
  addSums,
  detectionIndicators,
  NO_FINDINGS,
  reviewIndicator,
  slaIndicator,
  workIndicators,
} from '#core/indicators/finding-sums.ts';
import { type Indicator, meanIndicator } from '#core/indicators/indicator.ts';
import type { DispatchFacts } from '#core/indicators/value.ts';
import { dispatchIndicators } from '#core/indicators/value.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, MINUTE } from '#core/model/time.ts';
import { dayOfDate, LocalTimeError } from '#core/schedule/local-date.ts';
import { isTimeZone, type Zone, zoneOf } from '#core/schedule/local-time.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import type { Clock } from '#main/ports/time.ts';
import type { DeskView } from '../desks/desk-view.ts';
import { type QueryHandlers, Refused } from '../handlers.ts';
import { archivedFindings, indicatorsWithArchive } from './archived.ts';
import type { HostFacts } from './engine.ts';
import type { AlertFacts, FirstSlots, Span } from './indicator-facts.ts';
import { createPause, dayReader, firstSlots, readAlerts, watchedMs } from './indicator-facts.ts';
import { type Asked, createPlaces } from './indicator-places.ts';
import { readSites, type StabilityOf } from './indicator-sites.ts';
import { readOffenders, toldOffenders } from './offenders.ts';

type Names = 'indicators.offenders' | 'indicators.get' | 'indicators.sites' | 'indicators.findings';
type Parts = {
  readonly readModel: ReadModel;
  readonly fleet: () => Fleet;
  readonly clock: Clock;
  readonly host: Pick<HostFacts, 'timezone'>;
  readonly desks: DeskView;
  readonly stabilityAt: StabilityOf;
  readonly archive: ArchiveReads;
};

const NO_ALERTS: AlertFacts = { alarms: [], periods: new Map(), stale: 0, perDay: [] };
const DEFAULT_DAYS = 30;
/** What later spans are held against. */
const FIRST_SPAN = 30 * DAY;
/** Longer ones are two questions. */
const LONGEST = 800 * DAY;
/** After a round something may still be found until the next. */
const AFTER_ROUND = 15 * MINUTE;

/** Every indicator of the product, over any span and for any part of the installation. */
export function createIndicatorQueries(parts: Parts): Pick<QueryHandlers, Names> {
  const { readModel, fleet, clock, host, desks, stabilityAt, archive } = parts;
  const everything = () => indicatorsWithArchive(readModel.indicators, archive);
  const placesOf = createPlaces(fleet, desks);
  const spanOf = (input: Parsed<Names>) => spanFor(withInstants(input), readModel, clock.now());
  return {
    'indicators.get': async (input, { scope }) => {
      const span = spanOf(input);
      const asked = placesOf(input.scope, scope);
      const slots = firstSlots(readModel);
      const indicators = everything();
      const [pause, now] = [createPause(), clock.now()];
      const daysOf = (of: Span) => localDays(of, input.between?.zone ?? host.timezone);
      const readDays = dayReader(indicators, asked, now, pause);
      const days = daysOf(span);
      const perDay = await readDays(days);
      const worked = (of: Span, sums: readonly FindingSums[]) =>
        workedOf(asked, added(sums), indicators.reviews({ ...asked, ...of }), {
          ...indicators.dispatches({ ...asked, ...of }),
          watched_ms: watchedMs(asked, slots, of),
        });
      const alerts = asked.operator === null ? await readAlerts(indicators, asked, days, pause) : NO_ALERTS;
      const loaded = loadOf(asked, alerts, added(perDay), {
        span: watched(asked, slots, span),
        watched_ms: watchedMs(asked, slots, span),
      });
      const trend: Answer<'indicators.get'>['days'] = [];
      for (const [index, day] of days.entries()) {
        const sums = perDay[index] ?? NO_FINDINGS;
        const values = valuesOf(sums, alerts.perDay[index] ?? 0, watchedMs(asked, slots, day));
        trend.push({ ...day, values });
        await pause();
      }
      const first = firstSpan(asked, slots, span);
      return {
        ...span,
        indicators: told([...worked(span, perDay), ...loaded]),
        first:
          first === null
            ? null
            : { ...first, indicators: told(worked(first, await readDays(daysOf(first)))) },
        days: trend,
      };
    },
    'indicators.offenders': async (input, { scope }) => {
      const span = spanOf(input);
      const asked = placesOf(input.scope, scope);
      const [indicators, pause] = [everything(), createPause()];
      const found = await readOffenders(indicators, asked, span, input.by, pause);
      const offenders = await toldOffenders(found, fleet(), { ...asked, ...span }, indicators, pause);
      return { ...span, offenders };
    },
    'indicators.findings': (input, { scope }) => {
      const span = spanOf(input);
      const { name, before, limit, disposition = null } = input;
      const page = { name, disposition, before, limit: limit + 1, now: clock.now() };
      const question = { ...placesOf(input.scope, scope), ...span };
      const live = readModel.findings.rows(scope, readModel.indicators.behind(question, page));
      const moved = archive.indicators()?.behind(question, page) ?? [];
      const found = [...live, ...(archivedFindings(archive)?.rows(scope, moved) ?? [])].sort(newestFirst);
      const rows = [...desks.onDesks(found.slice(0, limit))];
      return { ...span, rows, more: found.length > limit };
    },
    'indicators.sites': async (input, { scope }) => {
      const span = spanOf(input);
      const asked = placesOf(input.scope, scope);
      if (asked.operator !== null || asked.rule !== null) return { ...span, indicators: [] };
      const indicators = await readSites(readModel, asked.chosen, span, {
        first: firstSlots(readModel),
        stabilityAt,
        now: clock.now(),
      });
      return { ...span, indicators: told(indicators) };
    },
  };
}

type Ordered = { readonly detected_at: EpochMs; readonly id: string };
const newestFirst = (a: Ordered, b: Ordered): number =>
  b.detected_at - a.detected_at || (a.id < b.id ? 1 : -1);

const added = (sums: readonly FindingSums[]): FindingSums => sums.reduce(addSums, NO_FINDINGS);

/** What was found, and what people did about it. Of a person only what that person did. */
function workedOf(
  { operator }: Asked,
  sums: FindingSums,
  reviewed: { readonly n: number; readonly agreed: number },
  sent: Omit<DispatchFacts, 'settled'>,
): readonly Indicator[] {
  if (operator !== null) return [...workIndicators(sums), reviewIndicator(reviewed)];
  return [
    ...detectionIndicators(sums),
    ...workIndicators(sums),
    reviewIndicator(reviewed),
    slaIndicator(sums),
    ...dispatchIndicators({ ...sent, settled: sums.settled }),
  ];
}

/** What it asked of the people at the desk. Of a rule nothing that belongs to a console. */
function loadOf(
  { operator, rule, consoles }: Asked,
  alerts: AlertFacts,
  { chattering, findings }: FindingSums,
  { span, watched_ms }: { readonly span: Span; readonly watched_ms: number },
): readonly Indicator[] {
  if (operator !== null) return [];
  const facts = { ...alerts, consoles, chattering, findings, watched_ms };
  const found = alertIndicators(facts, span);
  return rule === null ? [...found, ...consoleIndicators(facts, span)] : found;
}

/** What a trend is drawn of. */
function valuesOf(sums: FindingSums, alerts: number, watched_ms: number): Record<string, number | null> {
  const indicators = [
    ...detectionIndicators(sums),
    ...workIndicators(sums),
    slaIndicator(sums),
    meanIndicator('alerts_per_site_day', alerts, watched_ms / DAY, []),
  ];
  return Object.fromEntries(indicators.map(({ name, value }) => [name, value]));
}

const told = (indicators: readonly Indicator[]): Answer<'indicators.sites'>['indicators'] =>
  indicators.map((indicator) => ({ ...indicator, parts: [...indicator.parts] }));

/** Local days as the instants between which they lie. */
function withInstants(input: Parsed<Names>): Parsed<Names> {
  if (input.between === undefined) return input;
  const { first, last, zone: name } = input.between;
  if (!isTimeZone(name)) throw new Refused('bad-request', `There is no time zone ${name}.`);
  const zone = zoneOf(name);
  return { ...input, from: startOf(first, zone), to: startOf(last, zone, 1) };
}

function startOf(date: string, zone: Zone, daysLater = 0): EpochMs {
  try {
    return zone.instantOnDay(dayOfDate(date) + daysLater, 0, 'scheduled');
  } catch (error) {
    if (!(error instanceof LocalTimeError)) throw error;
    throw new Refused('bad-request', `There is no day ${date}: write it as 2026-11-27.`);
  }
}

/** The span that was asked for, else so many days, up to the last audit: beyond it nobody watched, and a day that is not over would look quiet. */
function spanFor(
  input: Pick<Parsed<Names>, 'from' | 'to' | 'days'>,
  readModel: Pick<ReadModel, 'lastRounds'>,
  now: EpochMs,
): Span {
  const ran = readModel.lastRounds().map(({ ran_at }) => ran_at);
  const last = ran.length === 0 ? now : Math.min(now, Math.max(...ran) + AFTER_ROUND);
  const end = Math.min(input.to ?? last, last);
  const to = input.from === undefined ? end : Math.max(end, input.from + MINUTE);
  const from = input.from ?? to - (input.days ?? DEFAULT_DAYS) * DAY;
  if (from >= (input.to ?? to)) throw new Refused('bad-request', 'The span ends before it begins.');
  if (to - from > LONGEST) throw new Refused('bad-request', 'A span has 800 days at most.');
  return { from, to };
}

/** When the first of the places was first audited; null: none was. */
function beginning({ chosen }: Asked, first: FirstSlots): EpochMs | null {
  const slots = chosen.flatMap(({ id }) => first.get(id) ?? []);
  return slots.length === 0 ? null : slots.reduce((least, slot) => Math.min(least, slot));
}

/** The part of a span in which anybody could have been alerted. */
function watched(asked: Asked, first: FirstSlots, { from, to }: Span): Span {
  const since = beginning(asked, first);
  return { from: since === null ? to : Math.min(to, Math.max(from, since)), to };
}

/** The first thirty days in which any of the places was audited; null where the span does not go beyond them. */
function firstSpan(asked: Asked, first: FirstSlots, span: Span): Span | null {
  const from = beginning(asked, first);
  return from === null || span.to <= from + FIRST_SPAN ? null : { from, to: from + FIRST_SPAN };
}

/** The local days of a span, the first and the last cut by it. */
export function localDays({ from, to }: Span, timezone: string): readonly Span[] {
  const zone = zoneOf(timezone);
  const days: Span[] = [];
  for (let start = from; start < to; ) {
    const next = zone.instantOnDay(zone.dayAt(start) + 1, 0, 'scheduled');
    days.push({ from: start, to: Math.min(to, next) });
    start = next;
  }
  return days;
}
