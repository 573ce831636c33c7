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

const quoted = (text: string | null): string => JSON.stringify(text);

/** What `hash` is the SHA-256 of: the row without it as canonical JSON, written out because a check writes it a million times. */
export const linkText = (row: TrailLink): string =>
  `{"action":${quoted(row.action)},"actor":${quoted(row.actor)},"at":${row.at},"entity":${quoted(row.entity)},` +
  `"entity_id":${quoted(row.entity_id)},"payload_hash":${quoted(row.payload_hash)},"previous_hash":${quoted(row.previous_hash)},` +
  `"reason":${quoted(row.reason)},"seq":${row.seq},"verified":${row.verified}}`;

/** What `payload_hash` is the SHA-256 of. */
export const payloadText = ({ before, after }: TrailPayload): string =>
  `[${quoted(before)},${quoted(after)}]`;

/** A value as a payload holds it. */
export const payloadPart = (value: unknown): string | null =>
  value === null || value === undefined ? null : canonicalJson(value);
