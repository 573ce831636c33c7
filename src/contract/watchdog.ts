import { z } from 'zod';

/** An address that may be told: http or https, without a name or password in it. */
const Address = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[^\s/@?#]+([/?#]\S*)?$/i,
    'expected an address that begins with https:// or http://, without a name or password in it',
  );

/**
 * An outside watchdog: a service elsewhere that hears from Vigil each minute while sites are audited, and raises an alarm of its own
 * when it does not. Nothing but silence tells that a machine has died.
 */
export const watchdogMethods = {
  'watchdog.get': { kind: 'query', input: z.object({}), output: z.object({ url: z.string().nullable() }) },
  /** null: nobody is told. */
  'watchdog.set': {
    kind: 'command',
    input: z.object({ url: Address.nullable() }),
    output: z.object({ url: z.string().nullable() }),
  },
} as const;
