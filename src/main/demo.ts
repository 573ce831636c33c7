import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigurationDocument, SiteDocument } from '#core/config/document.ts';
import { localActor } from '#core/model/actor.ts';
import type { Disposition, Finding } from '#core/model/finding.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import { createLiveSimulation, type LiveSimulation } from '#core/simulate/live.ts';
import { simulate } from '#core/simulate/simulate.ts';
import { openReader, openStore } from '#main/adapters/sqlite/store.ts';
import type { Store } from '#main/ports/store.ts';
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
const TROUBLES_PER_10_MINUTES = 12;
const SOURCE = 'demonstration';
/** Somebody has looked after what is older than this; the rest waits for whoever sits down. */
const LOOKED_AFTER = 4 * HOUR;
/** A demonstration that ran until so long ago goes on where it was; an older one begins anew. */
const STILL_FRESH = 10 * MINUTE;

const nobody = { inTransaction: () => {}, committed: () => {} };
const OPERATOR = { actor: localActor('demonstration'), scope: 'all' } as const;

/** Makes sure that the database holds the sample fleet and its last seven days, audited. Gives the story to go on with. Hold the data folder's lock. */
export async function prepareDemo(parts: EngineParts): Promise<LiveSimulation> {
  const now = parts.clock.now();
  if (isFresh(parts, now)) return withEngine(parts, (engine) => storyFrom(engine, now));
  for (const ending of ['', '-wal', '-shm']) rmSync(`${parts.database}${ending}`, { force: true });
  rmSync(join(dirname(parts.database), 'backups'), { recursive: true, force: true });
  rmSync(join(dirname(parts.database), 'quarantine'), { recursive: true, force: true });
  const to = Math.floor(now / MINUTE) * MINUTE;
  const story = await withEngine(parts, (engine, store) => tellWeek(parts, engine, store, to));
  forgetMemory(parts);
  const { database, migrations, log } = parts;
  const place = { database, migrations, scratchFolder: dirname(database), log };
  replayDatabase(place, { from: to - WEEK, to, onFinding: () => {} }, true);
  await withEngine(parts, (engine, store) => lookAfter(engine, store, to - LOOKED_AFTER));
  return story;
}

/** Lets the sample fleet go on in real time, as a source of its own. */
export function continueDemo(
  engine: Engine,
  story: LiveSimulation,
  { clock, timers, log }: Pick<EngineParts, 'clock' | 'timers' | 'log'>,
): Undo {
  return timers.every(SECOND, () => {
    const events = story
      .eventsUntil(clock.now())
      .map((event) => ({ ...event, source: event.source ?? SOURCE }));
    if (events.length > 0)
      engine.receive(events).catch((error) => log.error('the demonstration was not stored', { error }));
  });
}

const storyFrom = (engine: Engine, from: EpochMs): LiveSimulation =>
  createLiveSimulation({
    seed: SEED,
    sites: engine.fleet().sites,
    from,
    troublesPer10Minutes: TROUBLES_PER_10_MINUTES,
  });

/** The week came past the engine, which put aside a memory without it. The next start reads what is stored. */
function forgetMemory({ database, migrations }: EngineParts): void {
  const { transaction, memoryState, close } = openStore(database, { migrations, profile: 'durable' });
  transaction(memoryState.clear);
  close();
}

async function withEngine<T>(
  parts: EngineParts,
  work: (engine: Engine, store: Store) => T | Promise<T>,
): Promise<T> {
  const { engine, store, close } = await openEngine(parts);
  try {
    return await work(engine, store);
  } finally {
    close(true);
  }
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

/** Imports the fleet and stores a week of its telemetry. What happened in it is found by the replay, at its own time, not now. */
async function tellWeek(
  { clock, log }: EngineParts,
  engine: Engine,
  store: Store,
  to: EpochMs,
): Promise<LiveSimulation> {
  const { configuration } = simulate({ sites: SITES, days: 1, seed: SEED, start: to - WEEK });
  const early = { ...configuration, tenants: configuration.tenants?.map(withEarlyAnomalies) };
  const files = [{ name: 'sample-fleet.json', text: JSON.stringify(withDeskNotes(early)) }];
  await engine.handlers['configuration.import'](
    { files, dry_run: false, deactivate_missing: false },
    OPERATOR,
  );
  const intake = createIntake({ store, fleet: engine.fleet, clock, log, hooks: nobody });
  const story = storyFrom(engine, to - WEEK);
  for (let hour = to - WEEK + HOUR; hour <= to; hour += HOUR) {
    intake.accept(story.eventsUntil(hour), { stamp: 'none', source: SOURCE });
  }
  return story;
}

/** A week is too short for a habit that is held stable: the demonstration shows what it has. */
const withEarlyAnomalies = <T extends { readonly audit?: object | undefined }>(tenant: T) => ({
  ...tenant,
  audit: { ...tenant.audit, anomaly_early: true },
});

/** Whom to call and what to do at every site; numbers that nobody has. */
const withDeskNotes = ({ tenants = [], ...configuration }: ConfigurationDocument): ConfigurationDocument => ({
  ...configuration,
  tenants: tenants.map((tenant) => ({
    ...tenant,
    escalation_roles: DEMO_ROLES,
    clients: tenant.clients?.map((client) => ({ ...client, sites: client.sites?.map(withContacts) })),
  })),
});

const DEMO_ROLES = {
  control_room: [{ name: 'Control room', phone: '+49 30 5550100' }],
  security_supervisor: [{ name: 'Supervisor on call', phone: '+49 30 5550101' }],
  operations_manager: [{ name: 'Operations on call', phone: '+49 30 5550102' }],
};

const withContacts = (site: SiteDocument, index: number): SiteDocument => ({
  ...site,
  people: site.people?.map((person, place) => ({ phone: `+49 30 5551${index}${place}0`, ...person })),
  contacts: [
    { role: 'keyholder', name: 'Keyholder', phone: `+49 30 5552${index}10`, hours: 'around the clock' },
    {
      role: 'site manager',
      name: 'Site manager',
      phone: `+49 30 5552${index}11`,
      hours: 'Mon to Fri, 08:00 to 17:00',
    },
  ],
  instructions: DEMO_INSTRUCTIONS,
});

const DEMO_INSTRUCTIONS = {
  '*': 'Call the guard **twice** before the keyholder.',
  SILENT_SITE: [
    'Nobody may drive there alone at night.',
    '',
    '1. Ring the guard on duty, let it ring for **a full minute**',
    '2. Ring the keyholder',
    '3. Send the patrol car, and tell the client **before** it arrives',
  ].join('\n'),
  'TOUR_*': 'The gate on the north side is locked from **22:00**. The tour then begins at the loading bay.',
};

/** What an operator has done about the findings that were detected before `until`. */
async function lookAfter(engine: Engine, store: Store, until: EpochMs): Promise<void> {
  const old = store.findings.unresolved().filter(({ detected_at }) => detected_at < until);
  for (const [disposition, findings] of Map.groupBy(old, dispositionOf)) {
    for (let first = 0; first < findings.length; first += 500) {
      const ids = findings.slice(first, first + 500).map(({ id }) => id);
      const note = 'Looked after in the sample week.';
      await engine.handlers['findings.resolve']({ ids, disposition, note }, OPERATOR);
    }
  }
}

const dispositionOf = ({ severity, finding_type }: Finding): Disposition =>
  severity === 'CRITICAL' || finding_type === 'TOUR_OVERDUE' ? 'TRUE_POSITIVE' : 'BENIGN';
