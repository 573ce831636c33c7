import { z } from 'zod';

const instant = z.number().int();
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal digits');
/** `HOST`, `HOST:PORT` or `[IPv6]:PORT`. */
const address = z.string().trim().min(1).max(253);

/** How this workstation stands to the engine that it is attached to. */
export const LinkState = z.object({
  /** `HOST:PORT`. */
  address: z.string(),
  /** What the other workstation calls itself; null until it was reached. */
  name: z.string().nullable(),
  /** Of the certificate that is trusted. */
  code: z.string(),
  /** CHANGED: somebody with another certificate answers there; it is not spoken to. REFUSED: the engine takes nobody, or not this one. */
  state: z.enum(['CONNECTING', 'CONNECTED', 'LOST', 'REFUSED', 'CHANGED']),
  /** When it came to be so. */
  since: instant,
  /** When it is tried again; null: not by itself, or it is being tried. */
  retry_at: instant.nullable(),
  reason: z.string().nullable(),
  /** Of the certificate that was shown in the place of the one that is trusted. */
  shown_code: z.string().nullable(),
  /** Actions that were on their way when the connection was lost, and are sent again when it is back. */
  kept: z.number().int(),
});
export type LinkState = z.output<typeof LinkState>;

const Link = z.object({ link: LinkState.nullable() });

export const linkMethods = {
  /** null: this workstation has an engine of its own. */
  'link.state': { kind: 'shell', input: z.object({}), output: Link },
  /** Who answers at an address: nothing is trusted yet. */
  'link.look': {
    kind: 'shell',
    input: z.strictObject({ address }),
    output: z.object({ address: z.string(), fingerprint, code: z.string() }),
  },
  /** Trusts that certificate, and starts Vigil again as a workstation of that engine. */
  'link.attach': {
    kind: 'shell',
    input: z.strictObject({ address, fingerprint }),
    output: z.object({ address: z.string() }),
  },
  /** Starts Vigil again with an engine of its own. */
  'link.detach': { kind: 'shell', input: z.object({}), output: z.object({}) },
  /** Tries at once what would be tried later. */
  'link.retry': { kind: 'shell', input: z.object({}), output: Link },
} as const;

export const linkEvents = {
  'link.changed': Link,
} as const;
