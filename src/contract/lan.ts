import { z } from 'zod';

const instant = z.number().int();

/** Where other workstations find the engine unless another port was chosen. */
export const LAN_PORT = 7416;

/** Whether other workstations may attach, and where. */
export const LanSettings = z.object({ on: z.boolean(), address: z.string(), port: z.number().int() });
export type LanSettings = z.output<typeof LanSettings>;

/** A workstation that is attached now. */
export const LanStation = z.object({
  name: z.string(),
  address: z.string(),
  since: instant,
});
export type LanStation = z.output<typeof LanStation>;

export const LanState = LanSettings.extend({
  /** ACCOUNTS_OFF: it is on, and opens when people sign in. */
  state: z.enum(['OFF', 'LISTENING', 'FAILED', 'ACCOUNTS_OFF']),
  reason: z.string().nullable(),
  /** What both screens show when a workstation is attached; null while nobody can attach. */
  code: z.string().nullable(),
  /** Where this machine can be reached, by what its system says. */
  reachable: z.array(z.string()),
  stations: z.array(LanStation),
});
export type LanState = z.output<typeof LanState>;

/** What belongs to a workstation and to no engine: an attached one answers it itself, and an engine refuses it to others. */
export const OF_WORKSTATION = [
  'shell.beat',
  'shell.open_wall',
  'login.state',
  'login.set',
  'updates.state',
  'updates.look',
  'updates.install',
  'brought.take',
  'brought.read',
  'notices.test',
  'notices.confirm_test',
  'notices.desktop',
  'link.state',
  'link.look',
  'link.attach',
  'link.detach',
  'link.retry',
] as const;

export const lanMethods = {
  'lan.get': { kind: 'query', input: z.object({}), output: LanSettings },
  /** What is absent stays as it is. Refused while accounts are off. */
  'lan.configure': {
    kind: 'command',
    input: z.strictObject({
      on: z.boolean().optional(),
      /** An address of this machine; `0.0.0.0` and `::` are all of them. */
      address: z.union([z.ipv4(), z.ipv6()]).optional(),
      port: z.number().int().min(0).max(65_535).optional(),
    }),
    output: LanSettings,
  },
  /** As the running program has it. */
  'lan.state': { kind: 'shell', input: z.object({}), output: LanState },
} as const;

export const lanEvents = {
  /** The settings were changed, or somebody came or went. */
  'lan.changed': z.object({}),
} as const;
