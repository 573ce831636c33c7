import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '#core/model/account.ts';
import { nameKey } from '#core/people/account-name.ts';
import { hindranceOf } from '#core/people/permissions.ts';
import { IDLE_MINUTES } from '#core/people/sign-in.ts';
import { createPeopleReads } from '#main/adapters/sqlite/people.ts';
import { createState } from '#main/adapters/sqlite/state.ts';
import { openReader } from '#main/adapters/sqlite/store.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { CLI_HOST } from '#main/hosts/local-socket/server.ts';
import { type Asker, Refused } from '#main/services/handlers.ts';
import type { Directory } from '#main/services/people/directory.ts';
import { hashOf } from '#main/services/people/seats.ts';
import { sittingAt } from '#main/services/people/standing.ts';
import { directoryOf } from '#main/services/queries/people.ts';

/** What proves who asks on this command line, and whose it is. */
export type CliSession = { readonly name: string; readonly token: string };

const fileIn = (dataFolder: string) => join(dataFolder, 'cli.session');

export const newToken = (): string => randomBytes(32).toString('hex');

/** Kept for the next commands, readable by this user of the machine alone. */
export function keepSession(dataFolder: string, session: CliSession): void {
  forgetSession(dataFolder); // a file that is there keeps its rights
  writeFileSync(fileIn(dataFolder), JSON.stringify(session), { mode: 0o600 });
}
export const forgetSession = (dataFolder: string): void => rmSync(fileIn(dataFolder), { force: true });

/** Who signed in by a command before this one; null: nobody, or a file that is not ours. */
export function readSession(dataFolder: string): CliSession | null {
  try {
    const { name, token }: Partial<CliSession> = JSON.parse(readFileSync(fileIn(dataFolder), 'utf8'));
    return typeof name === 'string' && typeof token === 'string' ? { name, token } : null;
  } catch {
    return null; // signed out
  }
}

/** Who may what, as the file has it now; null where there is no file yet, or none that can be read: then there is nothing to guard, and the work itself says why. */
export function readDirectory(database: string, migrations: string): Directory | null {
  if (!existsSync(database)) return null;
  try {
    const reader = openReader(database, migrations);
    try {
      // These two alone: a file that is older or newer than this program may lack what others read.
      return directoryOf({
        people: createPeopleReads(reader.session),
        state: createState(reader.session).get,
      });
    } finally {
      reader.close();
    }
  } catch {
    return null;
  }
}

/** Where there is no file yet. */
export const NOBODY_HAS_ONE: Directory = {
  on: false,
  idle_minutes: IDLE_MINUTES.usual,
  local_name: null,
  accounts: [],
  sign_ins: [],
};

/**
 * Who asks by a command line. `user` is what `--user` says: while accounts are on it can only be whoever is signed in. Throws Refused for
 * another one.
 */
export function askerOf(
  directory: Directory,
  session: CliSession | null,
  user: string | null,
  localName: string,
): Asker {
  const seat = { seat: hashOf(`${CLI_HOST}:${session?.token ?? ''}`), kind: 'cli' } as const;
  const signIn = directory.sign_ins.find((each) => each.seat === seat.seat) ?? null;
  const { asker, account } = sittingAt(
    directory,
    seat,
    signIn,
    { local: user ?? localName },
    systemClock.now(),
  );
  if (user !== null && account !== null && nameKey(user) !== nameKey(account.name))
    throw new Refused('forbidden', `You are signed in as ${account.name}, and cannot act as ${user}.`);
  return asker;
}

/** Refuses whoever may not do what no method of the contract does: a backup, a replay. Throws Refused. */
export function requireRole({ standing, scope }: Asker, least: Role): void {
  const hindrance = hindranceOf(standing, scope, { least, whole: true }, undefined);
  if (hindrance === null) return;
  if (hindrance.why === 'SIGN_IN') throw new Refused('sign-in', 'Sign in first.');
  throw new Refused('forbidden', `This needs an account with the role ${least} for the whole installation.`);
}
