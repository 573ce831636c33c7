import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localActor } from '#core/model/actor.ts';
import { type EpochMs, HOUR, MINUTE } from '#core/model/time.ts';
import type { Caller } from '#main/services/handlers.ts';
import { benchClock, type FleetOf, fillFleet, fleetConfiguration, openFleet } from '../../parts/fleet-of.ts';

export const DESK: Caller = { actor: localActor('bench'), scope: 'all' };
/** Hours of telemetry that a fleet begins with: the look-back of evidence. */
export const HOURS = 2;

/** The database of a fleet as an engine left it that was stopped, made once and copied by whoever writes. */
export type Fixture = {
  readonly sites: number;
  readonly shape: FleetOf;
  /** Where its telemetry ends. */
  readonly until: EpochMs;
  readonly events: number;
  readonly database: string;
};

export type Preparing = { readonly folder: string; readonly sites: number; readonly anomalies: boolean };

/** Makes a fleet whose telemetry ends now, all of its sites heard to the end, the last quarter of an hour audited. */
export async function prepare({ folder, sites, anomalies }: Preparing): Promise<Fixture> {
  const until = Math.floor(Date.now() / MINUTE) * MINUTE;
  const shape: FleetOf = {
    sites,
    hours: HOURS,
    oneQuietIn: 0,
    anomalies,
    from: until - HOURS * HOUR,
    audited: 16,
  };
  const database = join(folder, `fleet-${sites}${anomalies ? '-anomalies' : ''}.db`);
  mkdirSync(folder, { recursive: true });
  const { events } = await fillFleet(database, shape);
  return { sites, shape, until, events, database };
}

/** The same fleet with what is unusual looked for, or not. */
export async function reconfigure({
  fixture,
  folder,
  anomalies,
}: {
  readonly fixture: Fixture;
  readonly folder: string;
  readonly anomalies: boolean;
}): Promise<Fixture> {
  const shape = { ...fixture.shape, anomalies };
  const database = join(folder, `fleet-${fixture.sites}-other.db`);
  copyFileSync(fixture.database, database);
  const { engine, close } = await openFleet(database, benchClock(fixture.until));
  const files = [{ name: 'fleet.json', text: JSON.stringify(fleetConfiguration(shape)) }];
  await engine.handlers['configuration.import']({ files, dry_run: false, deactivate_missing: false }, DESK);
  close(true);
  return { ...fixture, shape, database };
}

/** A folder of its own with a copy of the database, removed at the end of the block that `using`s it. */
export function copyOf({ database }: Pick<Fixture, 'database'>): { readonly file: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-bench-'));
  const file = join(folder, 'vigil.db');
  copyFileSync(database, file, constants.COPYFILE_FICLONE);
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
