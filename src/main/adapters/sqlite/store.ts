import type { Store } from '#main/ports/store.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { createActionRepo, createDeliveryRepo } from './actions.ts';
import { createAlertRepo, createSuppressedRepo } from './alerts.ts';
import { createBaselineRepo } from './baselines.ts';
import { createCaseRepo } from './cases.ts';
import { createCheck } from './check.ts';
import { createCheckupRepo } from './checkups.ts';
import { createConfigurationRepo } from './configuration.ts';
import { giveNumber, openReadOnly, openWriter } from './connection.ts';
import { createDeskRepo } from './desk.ts';
import { createHotKeys, type HotKeys } from './events/hot-keys.ts';
import { createEventRepo } from './events/index.ts';
import { createEvidenceRepo } from './evidence.ts';
import { createFindingRepo } from './findings.ts';
import { createDropRepo, createKeyRepo } from './gates.ts';
import { createMemoryStateRepo } from './memory-state.ts';
import { hasItsTables, migrateStrictly, SchemaMismatch, schemaState } from './migrate.ts';
import { createNotedRepo } from './noted.ts';
import { createPeopleRepo } from './people.ts';
import { createProbe } from './probe.ts';
import { createProfileRepo } from './profiles.ts';
import { createPurge } from './purge.ts';
import { createPurgeKept } from './purge-kept.ts';
import { createQuarantineRepo } from './quarantine.ts';
import { moveAside } from './quarantine-file.ts';
import { createRegistry } from './registry.ts';
import { createReportRepo } from './reports.ts';
import { createRolloutRepo } from './rollout.ts';
import { createRunbookRepo } from './runbooks.ts';
import { createScheduleRepo } from './schedule.ts';
import type { ConnectionSettings } from './settings.ts';
import { createSettle } from './settle.ts';
import { createSitePlanRepo } from './site-plans.ts';
import { createSourceRepo } from './sources.ts';
import { createState } from './state.ts';
import { createSession, type Session } from './statements.ts';
import { clearSuspect, isSuspect } from './suspect.ts';
import { createTrailRepo } from './trail.ts';
import { createGroupedTransactions, createTransactions } from './transactions.ts';
import { asTrouble, troubleKind } from './trouble.ts';
import { createViewRepo } from './views.ts';

export type StoreOptions = {
  /** Folder of the shipped migrations. */
  readonly migrations: string;
  /** durable: everything acknowledged survives a power cut. scratch: a replay's own file or ':memory:'. */
  readonly profile: 'durable' | 'scratch';
  /** Commit seldom: nothing is seen by other connections, or kept, before `session.flush` or `close`. For scratch only. */
  readonly grouped?: boolean;
  /**
   * Whether an existing file is checked for damage before it is used, at about 0.3 s per 100 MB. Unless given, a small one is,
   * a larger one that was not closed, and any that failed while it was in use; the rest is checked by upkeep, in a thread of its own.
   */
  readonly check?: 'quick' | 'none';
};

/** The store with its connection's settings as they were read back, and its session for `createReadModel`. */
export type OpenStore = Store & {
  readonly settings: ConnectionSettings;
  readonly session: Session;
  /** Writes the whole file anew: what was deleted from it at any time leaves no bytes. Needs as much room again, and nobody beside it. */
  readonly compact: () => void;
};

/** A connection that only reads. A file of a newer Vigil may be read as far as its tables are known. */
export type OpenReader = {
  readonly session: Session;
  readonly settings: ConnectionSettings;
  readonly schema: 'current' | 'older' | 'newer';
  readonly close: () => void;
};

/**
 * Opens the one writing connection of a file and brings it to this program's schema.
 * Throws StoreTrouble (busy, read-only, full, corrupt, io), SchemaMismatch or SettingRefused; never falls back to memory.
 */
export function openStore(file: string, options: StoreOptions): OpenStore {
  const { db, settings } = openWriter(file, options.profile, options.check);
  try {
    const settle = createSettle(db);
    if (isSuspect(file)) {
      settle();
      clearSuspect(file);
    }
    migrateStrictly(db, options.migrations);
    if (options.profile === 'durable') giveNumber(db);
    const session = createSession(
      db,
      options.grouped ? createGroupedTransactions(db) : createTransactions(db),
    );
    const hotKeys = createHotKeys(session);
    const close = () => {
      session.flush();
      db.close();
    };
    return {
      ...createStore(session, settings, hotKeys),
      settle,
      compact() {
        settle();
        db.exec('VACUUM');
        settle();
      },
      purge: createPurge(db, session, hotKeys),
      purgeKept: createPurgeKept(session),
      session,
      settings,
      close,
    };
  } catch (error) {
    const isAltered =
      options.profile === 'durable' && troubleKind(error) === null && !hasItsTables(db, options.migrations);
    db.close();
    throw isAltered ? putAside(file, error) : asTrouble(error);
  }
}

/** The pages are sound, but not the words in them that say what the tables are: no check of SQLite sees that. */
function putAside(file: string, cause: unknown): StoreTrouble {
  const movedTo = moveAside(file);
  const message = `${file} does not hold the tables that were made in it; it was moved to ${movedTo}`;
  return new StoreTrouble('corrupt', message, cause, movedTo);
}

/** Opens a reader beside the writer. Throws StoreTrouble, SettingRefused, or SchemaMismatch for edited or late migrations. */
export function openReader(file: string, migrations: string): OpenReader {
  const { db, settings, close } = openReadOnly(file);
  try {
    const schema = schemaState(db, migrations);
    return { session: createSession(db), settings, schema, close };
  } catch (error) {
    close();
    throw asTrouble(error);
  }
}

/** Opens a reader of a file that every question can be asked of. Throws what `openReader` throws, and SchemaMismatch for an older file. */
export function openCurrentReader(file: string, migrations: string): OpenReader {
  const reader = openReader(file, migrations);
  if (reader.schema !== 'older') return reader;
  reader.close();
  throw new SchemaMismatch(
    'older',
    'The database was last used by an earlier version of Vigil. Start this one once on it, then ask again.',
  );
}

function createStore(
  session: Session,
  settings: ConnectionSettings,
  hotKeys: HotKeys,
): Omit<Store, 'close' | 'settle' | 'purge' | 'purgeKept'> {
  const state = createState(session);
  return {
    transaction: session.transaction,
    snapshot: session.snapshot,
    statements: session.count,
    registry: createRegistry(session),
    configuration: createConfigurationRepo(session),
    events: createEventRepo(session, state, hotKeys),
    quarantine: createQuarantineRepo(session),
    sources: createSourceRepo(session),
    keys: createKeyRepo(session),
    drops: createDropRepo(session),
    schedule: createScheduleRepo(session),
    findings: createFindingRepo(session),
    evidence: createEvidenceRepo(session),
    alerts: createAlertRepo(session),
    suppressed: createSuppressedRepo(session),
    trail: createTrailRepo(session),
    views: createViewRepo(session),
    reports: createReportRepo(session),
    checkups: createCheckupRepo(session),
    rollout: createRolloutRepo(session),
    cases: createCaseRepo(session),
    desk: createDeskRepo(session),
    runbooks: createRunbookRepo(session),
    profiles: createProfileRepo(session),
    baselines: createBaselineRepo(session),
    sitePlans: createSitePlanRepo(session),
    noted: createNotedRepo(session),
    memoryState: createMemoryStateRepo(session),
    people: createPeopleRepo(session),
    actions: createActionRepo(session),
    deliveries: createDeliveryRepo(session),
    check: createCheck(session, settings),
    probe: createProbe({ transaction: session.transaction, state }),
    state,
  };
}
