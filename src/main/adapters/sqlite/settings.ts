import type Database from 'better-sqlite3';

/** How a connection is used. scratch: a replay's own database, thrown away when it is lost; never for anything to be kept. */
export type ConnectionProfile = 'durable' | 'scratch' | 'reader';

/** What a connection answered when it was asked for its settings. */
export type ConnectionSettings = Readonly<Record<string, string | number>>;

/** A setting of a connection: what is written, and what must be read back. null: not written, only checked. */
type Setting = readonly [name: string, write: string | null, read: string | number];

/**
 * The writer adds to the end of its tables and looks back an hour or two: more than this it holds without ever asking for it again.
 * What the system has read it keeps anyhow. Readers, and a replay, which nobody reads beside, go through everything.
 */
const WRITER_CACHE_KIB = 16_384;
const PAGE_CACHE_KIB = 65_536;
const JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024;
const BUSY_MS = 5_000;
/** Older ones carry a bug in WAL recovery. */
const OLDEST_SQLITE = [3, 51, 3];

const COMMON: readonly Setting[] = [
  ['busy_timeout', String(BUSY_MS), BUSY_MS],
  ['foreign_keys', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['secure_delete', 'FAST', 2],
  ['journal_size_limit', String(JOURNAL_LIMIT_BYTES), JOURNAL_LIMIT_BYTES],
  ['temp_store', 'MEMORY', 2],
];

const FULL_SYNC: readonly Setting[] = [
  ['synchronous', 'FULL', 2],
  ...(process.platform === 'darwin' ? ([['checkpoint_fullfsync', 'ON', 1]] as const) : []),
];

const cacheOf = (kib: number): Setting => ['cache_size', String(-kib), -kib];

const PROFILES: Readonly<Record<ConnectionProfile, readonly Setting[]>> = {
  durable: [['journal_mode', 'WAL', 'wal'], ...FULL_SYNC, ...COMMON, cacheOf(WRITER_CACHE_KIB)],
  reader: [
    ['journal_mode', null, 'wal'],
    ...FULL_SYNC,
    ...COMMON,
    cacheOf(PAGE_CACHE_KIB),
    ['query_only', 'ON', 1],
  ],
  scratch: [
    ['journal_mode', 'MEMORY', 'memory'],
    ['synchronous', 'OFF', 0],
    ...COMMON,
    cacheOf(PAGE_CACHE_KIB),
  ],
};

/** A connection did not take a setting that everything rests on. */
export class SettingRefused extends Error {
  override readonly name = 'SettingRefused';
}

/** Sets the profile's settings and reads each one back. Throws SettingRefused at the first that differs. */
export function applySettings(db: Database.Database, profile: ConnectionProfile): ConnectionSettings {
  const settings: Record<string, string | number> = { sqlite_version: requireVersion(db) };
  for (const [name, write, expected] of PROFILES[profile]) {
    if (write !== null) db.pragma(`${name} = ${write}`);
    const found: unknown = db.pragma(name, { simple: true });
    if (found !== expected) {
      throw new SettingRefused(`${name} is ${String(found)} on this connection, expected ${expected}`);
    }
    settings[name] = expected;
  }
  return settings;
}

function requireVersion(db: Database.Database): string {
  const version = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  const parts = version.split('.').map(Number);
  const differing = OLDEST_SQLITE.findIndex((part, place) => part !== parts[place]);
  const older = differing !== -1 && (parts[differing] ?? 0) < (OLDEST_SQLITE[differing] ?? 0);
  if (older) throw new SettingRefused(`SQLite ${version} is too old, need ${OLDEST_SQLITE.join('.')}`);
  return version;
}
