import { z } from 'zod';

/** Whether Vigil is there again after its machine was started anew. */
export const LoginState = z.object({
  /**
   * ON: the system starts it when somebody signs in to the machine. BLOCKED: it was asked to and will not, `reason` says why.
   * SERVICE: the engine runs as a service, which the system starts whoever signs in. UNAVAILABLE: not to be had here, see `reason`.
   */
  state: z.enum(['ON', 'OFF', 'BLOCKED', 'SERVICE', 'UNAVAILABLE']),
  reason: z.string().nullable(),
});
export type LoginState = z.output<typeof LoginState>;

export const loginMethods = {
  'login.state': { kind: 'shell', input: z.object({}), output: LoginState },
  /** Refused where it is not to be had. */
  'login.set': { kind: 'shell', input: z.strictObject({ on: z.boolean() }), output: LoginState },
  /** Writes down that a workstation is about to be started at login, or no more: asked by its program before it does so. */
  'login.note': {
    kind: 'command',
    input: z.strictObject({ station: z.string().min(1).max(64), on: z.boolean() }),
    output: z.object({}),
  },
} as const;
