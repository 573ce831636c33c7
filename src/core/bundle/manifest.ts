import { z } from 'zod';
import { MOST_CONTENT, MOST_ENTRIES } from './limits.ts';

/** The parts that seal the others. */
export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
/** Says what the signature is over, so that it is worth nothing for anything else. */
const PURPOSE = 'Vigil evidence bundle, version 1\n';
/** All but the two that seal them. */
const MOST_PARTS = MOST_ENTRIES - 2;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const bytes = z.number().int().min(0).max(MOST_CONTENT);

/** A file in one folder or in none, whatever system unpacks it: nothing leads out of where it is unpacked. */
const PART_NAME = /^[\w+-][\w.+-]*(?:\/[\w+-][\w.+-]*)?$/;

const ManifestPart = z.strictObject({
  name: z.string().max(100).regex(PART_NAME),
  bytes,
  sha256: hex,
  /** As it is stored in the zip: compressed, or the same. */
  stored_bytes: bytes,
  stored_sha256: hex,
});

/** What a bundle is, who made it, and every other part with its SHA-256. */
export const Manifest = z.strictObject({
  /** A case file holds bundles; its `finding` is the case. */
  format: z.enum(['vigil-evidence-bundle', 'vigil-case-file']),
  version: z.literal(1),
  finding: z.string().max(100),
  site: z.string().max(100).nullable(),
  title: z.string().max(500),
  made_at: z.iso.datetime(),
  made_by: z.string().max(200),
  /** Whether an account was signed in. */
  verified: z.boolean(),
  program: z.string().max(100),
  /** Whether names, telephone numbers, positions and what people wrote were left out. */
  redacted: z.boolean(),
  signer: z.strictObject({
    algorithm: z.literal('Ed25519'),
    public_key: z.string().max(44),
    fingerprint: hex,
  }),
  /** The head of the installation's trail when the bundle was made. */
  trail_head: z.strictObject({ seq: z.number().int().min(0), hash: hex }),
  parts: z
    .array(ManifestPart)
    .max(MOST_PARTS)
    .refine((parts) => parts.reduce((sum, part) => sum + part.bytes, 0) <= MOST_CONTENT, 'too large'),
});
export type Manifest = z.output<typeof Manifest>;

/** What is signed. */
export function signedMessage(manifest: Uint8Array): Uint8Array {
  const purpose = new TextEncoder().encode(PURPOSE);
  const message = new Uint8Array(purpose.length + manifest.length);
  message.set(purpose);
  message.set(manifest, purpose.length);
  return message;
}

/** Whether two fingerprints are the same, whatever stands between their digits. */
export const isSameFingerprint = (a: string, b: string): boolean => digits(a) === digits(b);
const digits = (text: string): string => text.replace(/[\s:.-]/g, '').toLowerCase();
