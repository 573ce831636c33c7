import { canonicalJson } from '../kit/hash.ts';

/** The hash before the first row of a trail. */
export const GENESIS = '0'.repeat(64);

/** A row of the audit trail as it is chained; `verified` is 0 or 1. */
export type TrailLink = {
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly verified: number;
  readonly action: string;
  readonly entity: string;
  readonly entity_id: string;
  readonly reason: string | null;
  readonly payload_hash: string;
  readonly previous_hash: string;
  readonly hash: string;
};
/** What was before and after, each as canonical JSON. */
export type TrailPayload = { readonly before: string | null; readonly after: string | null };

/** What `hash` is the SHA-256 of. */
export const linkText = ({ hash: _, ...row }: TrailLink): string => canonicalJson(row);

/** What `payload_hash` is the SHA-256 of. */
export const payloadText = ({ before, after }: TrailPayload): string => canonicalJson([before, after]);

/** A value as a payload holds it. */
export const payloadPart = (value: unknown): string | null =>
  value === null || value === undefined ? null : canonicalJson(value);
