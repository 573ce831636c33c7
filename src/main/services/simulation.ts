import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConfigurationDocument } from '#core/config/document.ts';
import type { EventType } from '#core/model/event.ts';
import { DAY, type EpochMs, toIso } from '#core/model/time.ts';
import { DEFAULT_START, simulate } from '#core/simulate/simulate.ts';
import { type TruthRow, truthLine } from '#core/simulate/truth.ts';
import { eventLine } from '#core/telemetry/event-line.ts';

export type SimulationRequest = {
  readonly sites: number;
  readonly days: number;
  readonly seed: number;
  /** Default: Monday 2026-01-05T00:00:00Z. */
  readonly start?: EpochMs;
  /** Folder; made when it is missing, files in it are replaced. */
  readonly out: string;
};

export type SimulationParts = {
  readonly toYaml: (document: ConfigurationDocument) => string;
  /** Hears a line for people after every simulated day. */
  readonly progress: (text: string) => void;
};

/** What was written, as `simulate --json` prints it. */
export type SimulationSummary = {
  readonly sites: number;
  readonly days: number;
  readonly seed: number;
  readonly start: string;
  readonly end: string;
  readonly files: readonly string[];
  readonly events: number;
  readonly events_per_site_hour: number;
  /** Events by type. */
  readonly mix: Readonly<Partial<Record<EventType, number>>>;
  /** Rows of the truth by finding type. */
  readonly truth: Readonly<Record<string, number>>;
};

const FILES = { sites: 'sites.yaml', telemetry: 'telemetry.ndjson', truth: 'truth.ndjson' } as const;

/** Writes a labelled sample fleet: its configuration, its telemetry and what must be found in it. Throws what the file system throws. */
export async function writeSimulation(
  { sites, days, seed, start = DEFAULT_START, out }: SimulationRequest,
  { toYaml, progress }: SimulationParts,
): Promise<SimulationSummary> {
  await mkdir(out, { recursive: true });
  const simulation = simulate({ sites, days, seed, start });
  await writeText(join(out, FILES.sites), [toYaml(simulation.configuration)]);
  const mix: Partial<Record<EventType, number>> = {};
  const truth: TruthRow[] = [];
  function* lines(): Generator<string> {
    let hour = 0;
    for (const { events, truth: certain } of simulation.hours) {
      truth.push(...certain);
      for (const { type } of events) mix[type] = (mix[type] ?? 0) + 1;
      yield events.map((event) => `${eventLine(event)}\n`).join('');
      hour++;
      if (hour % 24 === 0) progress(`day ${hour / 24} of ${days}`);
    }
  }
  await writeText(join(out, FILES.telemetry), lines());
  truth.sort(byStart);
  await writeText(join(out, FILES.truth), [truth.map((row) => `${truthLine(row)}\n`).join('')]);
  const events = Object.values(mix).reduce((sum, count) => sum + count, 0);
  return {
    sites,
    days,
    seed,
    start: toIso(start),
    end: toIso(start + days * DAY),
    files: Object.values(FILES).map((file) => join(out, file)),
    events,
    events_per_site_hour: Math.round((events / (sites * days * 24)) * 10) / 10,
    mix,
    truth: countByType(truth),
  };
}

async function writeText(path: string, parts: Iterable<string>): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const part of parts) await file.appendFile(part);
  } finally {
    await file.close();
  }
}

const byStart = (a: TruthRow, b: TruthRow): number =>
  a.start - b.start ||
  compare(a.site ?? '', b.site ?? '') ||
  compare(a.finding_type, b.finding_type) ||
  compare(a.subject, b.subject);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function countByType(truth: readonly TruthRow[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { finding_type } of truth) counts[finding_type] = (counts[finding_type] ?? 0) + 1;
  return counts;
}
