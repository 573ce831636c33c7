import type { Answer } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import type { UpdatesState } from '#contract/updates.ts';
import { type EpochMs, HOUR, MINUTE, SECOND } from '#core/model/time.ts';
import type { PackageKind, UpdateFile } from '#core/updates/manifest.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock, Timers, Undo } from '#main/ports/time.ts';
import type { OpenUpdateSource, UpdateRoom } from '#main/ports/updates.ts';
import { type Caller, Refused, type ShellHandlers } from '../handlers.ts';
import { fetchUpdate, lookForUpdate, NoUpdate, type OwnPackage, type UpdateTools } from './look.ts';

/** What this program installs, and how. `install` ends the program where the way says so; rejects with words for people. */
export type Installer = {
  readonly way: NonNullable<UpdatesState['way']>;
  readonly install: (file: string) => Promise<void>;
};
/** The same, and as which kind of package this program was installed. */
export type InstalledAs = Installer & { readonly kind: PackageKind };
export type UpdaterParts = {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly version: string;
  /** What is installed here; null with why no update is taken. */
  readonly own: OwnPackage | null;
  readonly why: string | null;
  readonly installer: Installer;
  readonly tools: UpdateTools;
  readonly room: UpdateRoom;
  readonly open: OpenUpdateSource;
  /** Between 0 and 1: workstations must not all come at once. */
  readonly chance: () => number;
  readonly ask: <M extends 'updates.get' | 'engine.page'>(method: M) => Promise<Reply<Answer<M>>>;
  /** Makes a backup due at once; rejects where none can be. */
  readonly backUp: (caller: Caller, version: string) => Promise<void>;
  /** Writes it down; rejects where nobody can, and then nothing is installed. */
  readonly note: (caller: Caller, version: string) => Promise<void>;
};
export type Updater = {
  readonly handlers: Pick<ShellHandlers, 'updates.state' | 'updates.look' | 'updates.install'>;
  /** Looks now. Never rejects. */
  readonly look: () => Promise<void>;
  readonly stop: Undo;
};

/** It looks once a day, at an hour of its own, and first some minutes after the start. */
const EVERY = 24 * HOUR;
const FIRST_WITHIN = HOUR;
const FIRST_AFTER = 5 * MINUTE;
/** An older backup is not enough to go back to: another is made first. */
const BACKUP_WITHIN = 2 * HOUR;
const ASK_EVERY = 2 * SECOND;
/** A backup of a large database takes minutes, and one of the archive may be before it. */
const BACKUP_TAKES = 2 * HOUR;

/** Looks for updates while an administrator wants it, fetches and verifies them, and installs one when a person says so. */
export function createUpdater(parts: UpdaterParts): Updater {
  const { clock, timers, log, own, installer, room } = parts;
  const nothing = { checked_at: null, offered: null, way: null, file: null } as const;
  let state: UpdatesState = {
    ...nothing,
    state: own === null ? 'UNAVAILABLE' : 'OFF',
    reason: own === null ? parts.why : null,
    version: parts.version,
  };
  let ready: UpdateFile | null = null;
  let looking: Promise<void> | null = null;
  const become = (next: Partial<UpdatesState> & Pick<UpdatesState, 'state'>) => {
    state = { ...state, reason: null, ...next };
  };

  const lookOnce = async (ours: OwnPackage) => {
    const wanted = await parts.ask('updates.get');
    if (!wanted.ok) return become({ state: 'FAILED', reason: wanted.fault.message });
    const { address } = wanted.value;
    if (address === null) return become({ ...nothing, state: 'OFF' });
    become({ ...nothing, state: 'LOOKING' });
    const source = parts.open(address);
    const found = await lookForUpdate({ ...parts, own: ours, source, now: clock.now() });
    const checked_at = clock.now();
    if (found.kind === 'CURRENT') return become({ state: 'WAITING', checked_at });
    const { manifest, file } = found;
    const offered = (fetched_bytes: number) => ({
      ...{ version: manifest.version, notes: manifest.notes, issued_at: manifest.issued_at },
      ...{ bytes: file.bytes, fetched_bytes },
    });
    const path = await fetchUpdate(file, source, room, (bytes) =>
      become({ state: 'FETCHING', checked_at, offered: offered(bytes) }),
    );
    ready = file;
    become({ state: 'READY', offered: offered(file.bytes), way: installer.way, file: path });
    log.info('an update is ready', { version: manifest.version });
  };
  const look = (): Promise<void> => {
    if (own === null || state.state === 'BACKING_UP') return Promise.resolve();
    looking ??= lookOnce(own)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        become({ ...nothing, state: 'FAILED', reason, checked_at: clock.now() });
        // The reason names a folder of the customer's, which may be called after anybody: the card shows it.
        log.warn('no update was taken', { refused: error instanceof NoUpdate });
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  };

  let undo: Undo = () => {};
  const wait = (ms: number) => {
    undo = timers.after(ms, () => {
      void look();
      wait(EVERY);
    });
  };
  if (own !== null) wait(FIRST_AFTER + parts.chance() * FIRST_WITHIN);

  const installNow = async (caller: Caller, version: string, file: string) => {
    await requireUnchanged(parts, ready);
    await parts.note(caller, version);
    try {
      await installer.install(file);
    } catch (error) {
      log.error('an update was not installed', { error });
      throw new Refused('unavailable', error instanceof Error ? error.message : String(error));
    }
  };
  let undoBackup: Undo = () => {};
  /** Goes on with what somebody installs once its backup is there; says why it does not. */
  const afterBackup = async (order: Order): Promise<void> => {
    try {
      const backups = await backupsNow(parts);
      if (backups.ended_at === null || backups.ended_at < order.asked) {
        if (clock.now() - order.asked > BACKUP_TAKES) throw new Error('No backup was made in time.');
        undoBackup = timers.after(ASK_EVERY, () => void afterBackup(order));
        return;
      }
      if (!isFresh(backups, clock.now()))
        throw new Error(`No backup was made: ${backups.problem ?? 'it ended without a word.'}`);
      await installNow(order.caller, order.version, order.file);
      become({ state: 'READY' });
    } catch (error) {
      become({ state: 'READY', reason: error instanceof Error ? error.message : String(error) });
    }
  };

  return {
    look,
    stop() {
      undo();
      undoBackup();
    },
    handlers: {
      'updates.state': () => state,
      'updates.look'() {
        void look();
        return state;
      },
      async 'updates.install'({ version }, caller) {
        const { state: now, offered, file } = state;
        if (now !== 'READY' || offered?.version !== version || file === null)
          throw new Refused('conflict', `Version ${version} is not ready to be installed.`);
        if (installer.way === 'BY_HAND')
          throw new Refused('conflict', `An administrator of this machine installs it: ${file}`);
        await requireUnchanged(parts, ready);
        if (isFresh(await backupsNow(parts), clock.now())) await installNow(caller, version, file);
        else {
          const asked = clock.now();
          become({ state: 'BACKING_UP' });
          await parts.backUp(caller, version).catch((error: unknown) => {
            become({ state: 'READY' });
            throw error;
          });
          undoBackup = timers.after(ASK_EVERY, () => void afterBackup({ caller, version, file, asked }));
        }
        return state;
      },
    },
  };
}

/** What somebody installs, and since when a backup is made for it. */
type Order = {
  readonly caller: Caller;
  readonly version: string;
  readonly file: string;
  readonly asked: EpochMs;
};

/** Throws Refused for what was verified and is another file now: it has lain there since, and somebody may have put one in its place. */
async function requireUnchanged({ room }: UpdaterParts, ready: UpdateFile | null): Promise<void> {
  const path = ready === null ? null : await room.kept(ready.sha256, ready.name);
  if (path === null)
    throw new Refused('conflict', 'The package is not what it was when it was verified: look again.');
}

type BackupsNow = Pick<Answer<'engine.page'>['backups'], 'last' | 'problem'> & {
  /** When an attempt last ended, one way or the other. */
  readonly ended_at: EpochMs | null;
};

/** How backups stand. Throws Refused where nobody says. */
async function backupsNow({ ask }: UpdaterParts): Promise<BackupsNow> {
  const page = await ask('engine.page');
  if (!page.ok) throw new Refused('unavailable', page.fault.message);
  const { backups, upkeep } = page.value;
  return { ...backups, ended_at: upkeep.find(({ job }) => job === 'backup')?.last_at ?? null };
}

/** Whatever an update does to the database, it must be possible to go back. */
const isFresh = ({ last, problem }: BackupsNow, now: EpochMs): boolean =>
  problem === null && last !== null && now - last.taken_at <= BACKUP_WITHIN;
