import { z } from 'zod';
import { REDACTIONS } from '#core/model/redaction.ts';

const instant = z.number().int();
const finding = z.string().min(1).max(100);
const fingerprint = z.string().regex(/^[0-9a-f]{64}$/);

/** The longest piece of a bundle that crosses at once, in characters of Base64: within a frame of the page. */
export const LONGEST_BUNDLE_PIECE = 512 * 1024;
/** The largest bundle that is opened, in bytes. */
export const LARGEST_BUNDLE = 64 * 1024 * 1024;
const MOST_PIECES = Math.ceil(LARGEST_BUNDLE / (LONGEST_BUNDLE_PIECE * 0.75));
/** The longest piece of what a bundle shows, in characters. */
export const LONGEST_VIEW_PIECE = 256 * 1024;

/** Who sealed a bundle, when and with which key. */
export const BundleSeal = z.object({
  made_at: instant,
  made_by: z.string(),
  verified: z.boolean(),
  program: z.string(),
  redacted: z.boolean(),
  fingerprint: z.string(),
  trail_head: z.object({ seq: z.number().int(), hash: z.string() }),
});
export type BundleSeal = z.output<typeof BundleSeal>;

/** A key that somebody here knows by its name. */
export const KnownSigner = z.object({
  fingerprint,
  name: z.string(),
  added_at: instant,
  added_by: z.string(),
});
export type KnownSigner = z.output<typeof KnownSigner>;

/** CASE: several bundles with notes. */
export const BUNDLE_KINDS = ['BUNDLE', 'CASE'] as const;

/** What a file was found to be. */
export const OpenedBundle = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('INTACT'),
    /** Its `redacted` is true only where that is held. */
    seal: BundleSeal,
    redaction: z.enum(REDACTIONS),
    kind: z.enum(BUNDLE_KINDS),
    /** A case: its own id and name. */
    finding: z.string(),
    title: z.string(),
    /** Of the file. */
    sha256: fingerprint,
    /** In so many pieces what it shows is read. */
    pieces: z.number().int(),
    /** OWN: this installation; KNOWN: by `name`. */
    signer: z.enum(['OWN', 'KNOWN', 'UNKNOWN']),
    name: z.string().nullable(),
  }),
  /** `part`: the first that is not as it was sealed. */
  z.object({ state: z.literal('BROKEN'), part: z.string(), why: z.string() }),
]);
export type OpenedBundle = z.output<typeof OpenedBundle>;

export const bundleMethods = {
  /** Writes into the trail that somebody exports a finding with its evidence: before anything leaves. */
  'bundles.note': {
    kind: 'command',
    input: z.object({ finding, redacted: z.boolean() }),
    output: z.object({
      seq: z.number().int(),
      at: instant,
      actor: z.string(),
      verified: z.boolean(),
    }),
  },
  /** Seals a finding with its evidence into one file, whole or without what says who and where. */
  'bundles.make': {
    kind: 'shell',
    input: z.object({ finding, redacted: z.boolean() }),
    output: z.object({
      ...{ name: z.string(), bytes: z.number().int(), fingerprint },
      /** Under which it is read by `bundles.sealed`, in so many pieces. */
      file: z.uuid(),
      pieces: z.number().int(),
    }),
  },
  /** A piece of a file that was sealed here; `bundles.close` forgets it. */
  'bundles.sealed': {
    kind: 'shell',
    input: z.object({ file: z.uuid(), piece: z.number().int().min(0).max(MOST_PIECES) }),
    output: z.object({ base64: z.string().max(LONGEST_BUNDLE_PIECE) }),
  },
  /** A piece of a file; with the last one it is verified. It is kept nowhere, and forgotten when it is closed or nothing is asked of it. null: more is waited for. */
  'bundles.open': {
    kind: 'shell',
    input: z.object({
      file: z.uuid(),
      piece: z.number().int().min(0).max(MOST_PIECES),
      last: z.boolean(),
      base64: z.base64().max(LONGEST_BUNDLE_PIECE),
    }),
    output: z.object({ opened: OpenedBundle.nullable() }),
  },
  /** A piece of what an intact bundle shows, as the JSON of a BundleView, or of a CaseView. */
  'bundles.read': {
    kind: 'shell',
    input: z.object({ file: z.uuid(), piece: z.number().int().min(0).max(10_000) }),
    output: z.object({ text: z.string().max(LONGEST_VIEW_PIECE) }),
  },
  /** Forgets a file that was opened, or is on its way. */
  'bundles.close': {
    kind: 'shell',
    input: z.object({ file: z.uuid() }),
    output: z.object({}),
  },
  'bundles.signers': {
    kind: 'query',
    input: z.object({}),
    output: z.array(KnownSigner),
  },
  /** Calls a key by a name from now on; an empty one forgets it. */
  'bundles.trust': {
    kind: 'command',
    input: z.object({ fingerprint, name: z.string().trim().max(100) }),
    output: z.object({ signers: z.array(KnownSigner) }),
  },
} as const;
