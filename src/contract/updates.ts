import { z } from 'zod';

const instant = z.number().int();

/** The folder with updates: of a file server inside the customer's network, or a path. */
const Address = z
  .string()
  .max(500)
  .regex(
    /^(https?:\/\/[^\s/@?#\\]+(\/[^\s?#\\]*)?|\/[^\p{Cc}]+|[A-Za-z]:\\[^\p{Cc}]+|\\\\[^\p{Cc}\\]+\\[^\p{Cc}]+)$/u,
    'expected https://HOST/FOLDER, http://HOST/FOLDER of a host inside, or the path of a folder',
  );

/** How updates stand at this program. */
export const UpdatesState = z.object({
  /**
   * UNAVAILABLE: this program takes none, see `reason`. OFF: no address was set. WAITING: nothing newer was found, or nobody has looked yet.
   * READY: fetched and verified. BACKING_UP: somebody installs it, and a backup is made before. FAILED: refused, or not reached; it is tried again.
   */
  state: z.enum(['UNAVAILABLE', 'OFF', 'WAITING', 'LOOKING', 'FETCHING', 'READY', 'BACKING_UP', 'FAILED']),
  reason: z.string().nullable(),
  version: z.string(),
  checked_at: instant.nullable(),
  offered: z
    .object({
      version: z.string(),
      notes: z.string(),
      issued_at: instant,
      bytes: z.number().int(),
      fetched_bytes: z.number().int(),
    })
    .nullable(),
  /** How it is installed. REPLACED and RUN: by the button. OPENED: the button opens it, a person goes on. BY_HAND: by an administrator of the machine, see `file`. */
  way: z.enum(['REPLACED', 'RUN', 'OPENED', 'BY_HAND']).nullable(),
  /** Where it lies once it is READY. */
  file: z.string().nullable(),
});
export type UpdatesState = z.output<typeof UpdatesState>;

const Settings = z.object({ address: z.string().nullable() });

export const updateMethods = {
  'updates.get': { kind: 'query', input: z.object({}), output: Settings },
  /** null: nobody looks. */
  'updates.set': {
    kind: 'command',
    input: z.strictObject({ address: Address.nullable() }),
    output: Settings,
  },
  'updates.state': { kind: 'shell', input: z.object({}), output: UpdatesState },
  /** Looks now, and fetches what is newer; answers at once. */
  'updates.look': { kind: 'shell', input: z.object({}), output: UpdatesState },
  /** Installs what is READY, after a verified backup that is at most two hours old, or is made now: then it answers at once. Vigil ends where the way says so. */
  'updates.install': {
    kind: 'shell',
    input: z.strictObject({ version: z.string().max(40) }),
    output: UpdatesState,
  },
  /** Makes a backup due at once, before a version is installed. */
  'updates.back_up': {
    kind: 'command',
    input: z.strictObject({ version: z.string().max(40) }),
    output: z.object({}),
  },
  /** Writes down that a version is about to be installed: asked by the program before it does so. */
  'updates.note': {
    kind: 'command',
    input: z.strictObject({ version: z.string().max(40), from: z.string().max(40) }),
    output: z.object({}),
  },
} as const;
