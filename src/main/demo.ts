import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import type { Disposition, Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { createLiveSimulation } from '#core/simulate/live.ts';
import { simulate } from '#core/simulate/simulate.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import type { Undo } from '#main/ports/time.ts';
import type { Engine } from '#main/services/engine.ts';
import { createIntake } from '#main/services/telemetry/intake.ts';
import type { EngineParts } from './open-engine.ts';
import { openEngine } from './open-engine.ts';
import { replayDatabase } from './replay-database.ts';

/* The demonstration (DECISIONS 30): a sample fleet with a week behind it that goes on in real time. Nothing of it is anybody's. */

const SITES = 14;
const SEED = 20;
const WEEK = 7 * DAY;
const TROUBLES_PER_10_MINUTES = 3;
const SOURCE = 'demonstration';
/** Somebody has looked after what is older than this; the rest waits for whoever sits down. */
const LOOKED_AFTER = 2 * HOUR;
/** A demonstration that ran until so long ago goes on where it was; an older one begins anew. */
const STILL_FRESH = 10 * MINUTE;

const nobody = { inTransaction: () => {}, committed: () => {} };
const operator = { actor: localActor('demonstration'), scope: 'all' } as const;

/** Makes sure that the database holds the sample fleet and its last seven days, audited. Hold the data folder's lock. */
export async function prepareDemo(parts: EngineParts): Promise<void> {
  const now = parts.clock.now();
  if (isFresh(parts, now)) return;
  for (const ending of ['', '-wal', '-shm']) rmSync(`${parts.database}${ending}`, { force: true });
  const to = Math.floor(now / MINUTE) * MINUTE;
  await fillWeek(parts, to - WEEK);
  const place = {
    database: parts.database,
    migrations: parts.migrations,
    scratchFolder: dirname(parts.database),
    log: parts.log,
  };
  replayDatabase(place, { from: to - WEEK, to, onFinding: () => {} }, true);
  await lookAfter(parts, to - LOOKED_AFTER);
}

/** Lets the sample fleet go on from now, as a source of its own with a few troubles. */
export function continueDemo(engine: Engine, { clock, timers }: Pick<EngineParts, 'clock' | 'timers'>): Undo {
  const live = createLiveSimulation({
    seed: SEED,
    sites: engine.fleet().sites,
    from: clock.now(),
    troublesPer10Minutes: TROUBLES_PER_10_MINUTES,
  });
  return timers.every(SECOND, () => {
    const events = live.eventsUntil(clock.now());
    if (events.length > 0) engine.intake.accept(events, { stamp: 'none', source: SOURCE });
  });
}

function isFresh({ database, migrations }: EngineParts, now: EpochMs): boolean {
  if (!existsSync(database)) return false;
  const { session, close } = openReader(database, migrations);
  try {
    const stored = session
      .pluck<[], string>("SELECT value FROM engine_state WHERE name = 'last_tick_at'")
      .get();
    return stored !== undefined && now - Number(stored) < STILL_FRESH;
  } finally {
    close();
  }
}

async function fillWeek(parts: EngineParts, start: EpochMs): Promise<void> {
  const { engine, store, close } = await openEngine(parts);
  try {
    const { configuration, hours } = simulate({ sites: SITES, days: WEEK / DAY, seed: SEED, start });
    const files = [{ name: 'sample-fleet.json', text: JSON.stringify(configuration) }];
    await engine.handlers['configuration.import'](
      { files, dry_run: false, deactivate_missing: false },
      operator,
    );
    // What happened in the week is found by the replay, at its own time, not now.
    const intake = createIntake({
      store,
      fleet: engine.fleet,
      clock: parts.clock,
      log: parts.log,
      hooks: nobody,
    });
    for (const { events } of hours) intake.accept(events, { stamp: 'none', source: SOURCE });
  } finally {
    close(true);
  }
}

/** What an operator has done about the findings that were detected before `until`. */
async function lookAfter(parts: EngineParts, until: EpochMs): Promise<void> {
  const { engine, store, close } = await openEngine(parts);
  try {
    const old = store.findings.unresolved().filter(({ detected_at }) => detected_at < until);
    for (const [disposition, findings] of Map.groupBy(old, dispositionOf)) {
      const ids = findings.map(({ id }) => id);
      await engine.handlers['findings.resolve'](
        { ids, disposition, note: 'Looked after in the sample week.' },
        operator,
      );
    }
  } finally {
    close(true);
  }
}

const dispositionOf = ({ finding_type, condition }: Finding): Disposition =>
  condition === 'ACTIVE' || finding_type === 'DURESS' || finding_type === 'SILENT_SITE'
    ? 'TRUE_POSITIVE'
    : 'BENIGN';
