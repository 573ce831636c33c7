import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { LAN } from '#contract/lan-transport.ts';
import type { LinkState } from '#contract/link.ts';
import { openBroughtFile } from '#main/adapters/files/brought-file.ts';
import { type LanIdentity, readOrMakeIdentity } from '#main/adapters/lan/identity.ts';
import { createOpenLink } from '#main/adapters/lan/link.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createLanListener, type LanListener } from '#main/hosts/lan/server.ts';
import { noLoginItem } from '#main/ports/login-item.ts';
import { createAttached } from '#main/services/attached/attached.ts';
import type { Seat } from '#main/services/people/seats.ts';
import type { FakeClock } from './clock.ts';
import { fleetDocument } from './fleet.ts';
import { type SeatsBench, seatsBench } from './seats-bench.ts';
import { turnAccountsOn } from './signed-in.ts';
import { tempFolder } from './temp-store.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };
export const VERSION = '1.2.3';

/** A cable: whatever is said to `port` arrives at the engine while it holds. */
export type Cable = {
  readonly port: number;
  /** Ends what is on it, and nothing comes through any more. */
  readonly cut: () => void;
  readonly mend: () => void;
  /** What the workstation says goes on, the answers stay. */
  readonly holdAnswers: () => void;
  /** Leads somewhere else from now on. */
  readonly leadTo: (port: number) => void;
  readonly close: () => Promise<void>;
};

export async function layCable(target: number): Promise<Cable> {
  let to = target;
  let isCut = false;
  let holds = false;
  const ends = new Set<Socket>();
  const cutAll = () => {
    for (const end of ends) end.destroy();
    ends.clear();
  };
  const server = createServer((near) => {
    near.on('error', () => {});
    if (isCut) return void near.destroy();
    const far = connect(to, '127.0.0.1');
    far.on('error', () => {});
    for (const [from, into] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', (data) => {
        if (from === near || !holds) into.write(data);
      });
      from.on('close', () => into.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      cutAll();
    },
    mend() {
      isCut = false;
      holds = false;
    },
    holdAnswers() {
      holds = true;
    },
    leadTo(port) {
      to = port;
      cutAll();
    },
    async close() {
      isCut = true;
      cutAll();
      server.close();
    },
  };
}

/** A workstation that is attached, with the last it knows of its connection. */
export type Workstation = {
  /** Somebody there opens files with Vigil. */
  readonly bring: (paths: readonly string[]) => Promise<void>;
  readonly window: (key?: string) => Seat;
  readonly state: () => LinkState['state'];
  readonly link: () => LinkState;
  readonly retry: () => void;
  readonly detached: () => boolean;
  readonly close: (planned?: boolean) => Promise<void>;
};

export type LanBench = AsyncDisposable & {
  readonly program: SeatsBench;
  readonly root: Seat;
  readonly identity: LanIdentity;
  /** Listens in the place of the one before, with another `run`: as a program that was started again. */
  readonly listen: (parts?: {
    readonly identity?: LanIdentity;
    readonly clock?: FakeClock;
  }) => Promise<LanListener>;
  readonly listener: () => LanListener;
  readonly cable: Cable;
  readonly attach: (parts?: Partial<Parameters<typeof createAttached>[0]>) => Workstation;
};

/** An engine with accounts and three tenants, its listener on a real socket, and workstations at the end of one cable. Its clock stands still; the network's does not. */
export async function lanBench(): Promise<LanBench> {
  const folder = tempFolder();
  const program = await seatsBench('2026-01-05T02:00:00Z');
  const root = await turnAccountsOn(program.seats);
  await program.bench.configure(fleetDocument({ sites: 3, tenants: 3 }));
  const identity = readOrMakeIdentity(folder.path);
  const workstations: Workstation[] = [];
  let listener: LanListener | null = null;
  const listen: LanBench['listen'] = async ({ identity: shown = identity, clock } = {}) => {
    await listener?.close();
    listener = await createLanListener({
      seatAfar: (key, station) => program.seats.seatAfar(key, station),
      ...{ key: shown.key, certificate: shown.certificate, address: '127.0.0.1', port: 0 },
      ...{ name: 'engine', run: randomUUID(), version: VERSION, log, onChange: () => {} },
      clock: clock ?? systemClock,
      timers: clock ?? systemTimers,
    });
    return listener;
  };
  const first = await listen();
  const cable = await layCable(first.port);
  return {
    program,
    root,
    identity,
    listen,
    listener: () => listener ?? first,
    cable,
    attach(parts = {}) {
      const workstation = workstationOf({
        ...{ target: { host: '127.0.0.1', port: cable.port }, fingerprint: identity.fingerprint },
        ...parts,
      });
      workstations.push(workstation);
      return workstation;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workstations.map((each) => each.close(false)));
      await cable.close();
      await listener?.close();
      await program[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

type AttachedParts = Parameters<typeof createAttached>[0];

export function workstationOf(
  parts: Pick<AttachedParts, 'target' | 'fingerprint'> & Partial<AttachedParts>,
): Workstation {
  let isDetached = false;
  const shell = createAttached({
    loginItem: noLoginItem('UNAVAILABLE', 'A bench.'),
    ...{ address: 'engine:7416', secret: randomUUID(), version: VERSION, station: 'station', log },
    open: createOpenLink(LAN),
    openFile: openBroughtFile,
    clock: systemClock,
    timers: systemTimers,
    randomId: randomUUID,
    chance: () => 0,
    detach: () => {
      isDetached = true;
    },
    ...parts,
  });
  return {
    window: (key = 'window') => shell.seat('page', 'test', key),
    state: () => shell.link.state().state,
    link: shell.link.state,
    retry: shell.link.retry,
    detached: () => isDetached,
    close: (planned = false) => shell.close(planned),
    bring: shell.bring,
  };
}
