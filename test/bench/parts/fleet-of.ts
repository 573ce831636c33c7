import { join } from 'node:path';
import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { localActor } from '#core/model/actor.ts';
import type { TelemetryEvent } from '#core/model/event.ts';
import { type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { configurationFiles } from '#main/adapters/files/configuration-files.ts';
import { type EngineParts, type OpenEngine, openEngine } from '#main/open-engine.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import type { EngineOptions } from '#main/services/engine.ts';
import { attendance, checkIn, fix, phone, tourEvent } from '#test/kit/events.ts';
import { fleetDocument } from '#test/kit/fleet.ts';
import { MIGRATIONS } from '#test/kit/temp-store.ts';

/** When the telemetry of a fleet begins, unless told otherwise: Monday 2026-01-05 06:00 UTC. */
export const FLEET_START = Date.UTC(2026, 0, 5, 6);

/** What a fleet for measuring is like. */
export type FleetOf = {
  readonly sites: number;
  /** Hours of telemetry. */
  readonly hours: number;
  /** Events of a site in an hour; 60 unless given. */
  readonly perHour?: number;
  /** Of so many sites one has been quiet for the last 70 minutes; 100 unless given, 0: none. */
  readonly oneQuietIn?: number;
  /** Off unless given. */
  readonly anomalies?: boolean;
  readonly from?: EpochMs;
  /** The last so many minutes are audited as they pass; 0 unless given. */
  readonly audited?: number;
};

/** A wall clock that is moved by hand beside a monotonic one that measures. Timers never fire: whoever measures calls `tick`. */
export type BenchClock = Clock & Timers & { set: (at: EpochMs) => void };

export function benchClock(at: EpochMs): BenchClock {
  let wall = at;
  return {
    now: () => wall,
    monotonic: () => performance.now(),
    every: () => () => {},
    after: () => () => {},
    set(next) {
      wall = next;
    },
  };
}

/** Sites with two critical signals, a guard around the clock, a phone and a tour every two hours, by tens at a client. */
export function fleetConfiguration({ sites, anomalies = false }: FleetOf): ConfigurationDocument {
  const audit: SiteDocument['audit'] = { anomaly_detection: anomalies };
  const tours: SiteDocument['tours'] = [
    {
      code: 'T-1',
      name: 'Perimeter',
      mandatory: true,
      starts: Array.from({ length: 12 }, (_, index) => ({
        days: ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'],
        at: `${String(index * 2).padStart(2, '0')}:00`,
      })),
      duration_minutes: 45,
      grace_minutes: 15,
      checkpoints: [
        { code: 'C-1', name: 'North gate', lat: 52.5203, lon: 13.4051, radius_m: 25 },
        { code: 'C-2', name: 'South gate', lat: 52.5197, lon: 13.4049, radius_m: 25 },
      ],
    },
  ];
  return fleetDocument({
    sites,
    clientsPerTenant: Math.ceil(sites / 10),
    site: () => ({ timezone: 'UTC', tours, audit }),
  });
}

/** What the whole fleet sends in the minute that begins at `minute`, in order of time. */
export function eventsOfMinute(shape: FleetOf, minute: EpochMs): TelemetryEvent[] {
  const { sites, hours, perHour = 60, oneQuietIn = 100, from = FLEET_START } = shape;
  const quietFrom = from + hours * HOUR - 70 * MINUTE;
  const events: TelemetryEvent[] = [];
  for (let site = 1; site <= sites; site++) {
    const isQuiet = oneQuietIn > 0 && site % oneQuietIn === 0 && minute >= quietFrom;
    if (!isQuiet) eventsOfSite(site, minute, { perHour, isFirst: minute === from }, events);
  }
  return events.sort((a, b) => a.ts - b.ts);
}

type Sending = { readonly perHour: number; readonly isFirst: boolean };

/** Two positions and phone events a minute at 60 an hour become one, in turn; what people do comes on top of neither. */
function eventsOfSite(
  site: number,
  minute: EpochMs,
  { perHour, isFirst }: Sending,
  events: TelemetryEvent[],
): void {
  const [code, guard] = [`S-${site}`, `G-S-${site}`];
  const second = minute + (site % 50) * SECOND;
  const turn = minute / MINUTE;
  if (isFirst) events.push(attendance(code, second, guard, 'IN'));
  const count = Math.floor(((turn + 1) * perHour) / 60) - Math.floor((turn * perHour) / 60);
  for (let index = 0; index < count; index++) {
    const at = second + Math.floor((index * 10 * SECOND) / count);
    const told = told60(code, guard, at, (turn + site) % 60);
    events.push(index === 0 ? told : ((turn + index) % 2 === 0 ? phone : fix)(code, at, guard));
  }
}

/** What a site tells in a minute of the hour. */
function told60(code: string, guard: string, at: EpochMs, turn: number): TelemetryEvent {
  if (turn === 10 || turn === 40) return device(code, at, guard);
  if (turn === 20) return checkIn(code, at, guard);
  const hour = Math.floor(at / HOUR);
  const minute = Math.floor(at / MINUTE) % 60;
  const run = `R-${code}-${hour}`;
  if (hour % 2 === 0 && minute === 5) return tourEvent(code, at, 'T-1', run, 'STARTED');
  if (hour % 2 === 0 && minute === 15) return scan(code, at, { guard, run, checkpoint: 'C-1' });
  if (hour % 2 === 0 && minute === 25) return scan(code, at, { guard, run, checkpoint: 'C-2' });
  if (hour % 2 === 0 && minute === 35) return tourEvent(code, at, 'T-1', run, 'COMPLETED');
  return turn % 2 === 0 ? phone(code, at, guard) : fix(code, at, guard);
}

const PLAIN = { received_at: null, id: null, source: null, device: null, attributes: null };

const device = (site: string, ts: EpochMs, person: string): TelemetryEvent => ({
  ...PLAIN,
  type: 'device',
  site,
  ts,
  person,
  status: 'ONLINE',
  battery: 80,
});

type Scan = { readonly guard: string; readonly run: string; readonly checkpoint: string };
const scan = (site: string, ts: EpochMs, { guard, run, checkpoint }: Scan): TelemetryEvent => ({
  ...PLAIN,
  type: 'checkpoint_scan',
  site,
  ts,
  person: guard,
  tour: 'T-1',
  run,
  checkpoint,
  lat: checkpoint === 'C-1' ? 52.5203 : 52.5197,
  lon: checkpoint === 'C-1' ? 13.4051 : 13.4049,
});

const SILENT: Log = { info() {}, warn() {}, error: (message, fields) => console.error(message, fields) };

/** Opens the real engine, alone in this process, on a file under a clock that only measures. */
export const openFleet = (
  database: string,
  clock: BenchClock,
  extra: Pick<EngineOptions, 'onRound'> & Partial<Pick<EngineParts, 'facts' | 'configurationFiles'>> = {},
): Promise<OpenEngine> =>
  openEngine({
    database,
    migrations: MIGRATIONS,
    runbooks: join(MIGRATIONS, '../runbooks'),
    version: 'bench',
    clock,
    timers: clock,
    log: SILENT,
    emit: () => {},
    configurationFiles,
    ...extra,
  });

/** What making a fleet came to. */
export type FilledFleet = { readonly events: number; readonly until: EpochMs };

/** Writes the database of a fleet: imported, with its telemetry through the real intake in order of time, merged as in a live run. */
export async function fillFleet(database: string, shape: FleetOf): Promise<FilledFleet> {
  const { hours, from = FLEET_START, audited = 0 } = shape;
  const until = from + hours * HOUR;
  const clock = benchClock(from);
  const open = await openFleet(database, clock);
  await open.engine.handlers['configuration.import'](
    {
      files: [{ name: 'fleet.json', text: JSON.stringify(fleetConfiguration(shape)) }],
      dry_run: false,
      deactivate_missing: false,
    },
    { actor: localActor('bench'), scope: 'all' },
  );
  let events = 0;
  for (let minute = from; minute < until; minute += MINUTE) {
    const sent = eventsOfMinute(shape, minute);
    events += sent.length;
    clock.set(minute + MINUTE);
    for (let first = 0; first < sent.length; first += 1_000)
      open.engine.intake.accept(sent.slice(first, first + 1_000), {
        stamp: clock.now(),
        source: 'bench',
      });
    if (clock.now() > until - audited * MINUTE) open.engine.tick();
  }
  open.close(true);
  return { events, until };
}
