import { z } from 'zod';
import { readAs } from '../kit/read-as.ts';
import { linkText, payloadPart, payloadText } from '../trail/chain.ts';
import { LONGEST_JSON } from './limits.ts';
import type { VerifyTools } from './tools.ts';

/** The part that holds the rows of the audit trail, one a line. */
export const TRAIL = 'trail.ndjson';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A row of the trail as a bundle holds it. */
export const BundleTrailRow = z.strictObject({
  seq: z.number().int().min(1),
  at: z.number().int(),
  actor: z.string(),
  verified: z.boolean(),
  action: z.string(),
  entity: z.string(),
  entity_id: z.string(),
  reason: z.string().nullable(),
  payload_hash: hex,
  previous_hash: hex,
  hash: hex,
  /** null: it was purged. */
  payload: z.strictObject({ before: z.unknown(), after: z.unknown() }).nullable(),
  /** Something was left out, and with it the hashes, which would tell it: they are zeros. */
  redacted: z.boolean(),
});
export type BundleTrailRow = z.output<typeof BundleTrailRow>;

const NO_ROWS = 'does not hold rows of a trail';

/** The head of a trail at some instant. */
export type TrailHead = { readonly seq: number; readonly hash: string };

export const trailLines = (rows: readonly BundleTrailRow[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Lines of text without holding them all: a part may be nothing but ends of lines. What follows the last end is none. */
function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    yield text.slice(start, end);
    start = end + 1;
  }
}

const rowIn = (line: string): BundleTrailRow | null =>
  line.length > LONGEST_JSON ? null : (readAs(BundleTrailRow, parsed(line)).data ?? null);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What is wrong with the rows of a part that is signed: then the program that signed it had a trail that was bent. null: nothing. */
export function brokenRow(
  content: Uint8Array | undefined,
  head: TrailHead,
  tools: Pick<VerifyTools, 'sha256'>,
): string | null {
  if (content === undefined) return NO_ROWS;
  let last: TrailHead = { seq: 0, hash: '' };
  for (const line of linesOf(new TextDecoder().decode(content))) {
    const row = rowIn(line);
    if (row === null) return NO_ROWS;
    const why = faultOf(row, last, head, tools);
    if (why !== null) return `row ${row.seq} ${why}`;
    last = row;
  }
  return null;
}

function faultOf(
  row: BundleTrailRow,
  last: TrailHead,
  head: TrailHead,
  { sha256 }: Pick<VerifyTools, 'sha256'>,
): string | null {
  const hashOf = (text: string) => sha256(new TextEncoder().encode(text));
  const { payload, redacted, ...link } = row;
  if (row.seq <= last.seq) return 'is not in its place';
  if (row.seq > head.seq) return 'is beyond the head of the trail';
  if (redacted) return null;
  if (row.seq === last.seq + 1 && last.seq > 0 && row.previous_hash !== last.hash)
    return 'does not continue the row before it';
  if (row.seq === head.seq && row.hash !== head.hash) return 'is beyond the head of the trail';
  if (hashOf(linkText({ ...link, verified: Number(link.verified) })) !== row.hash) return 'was changed';
  if (payload === null) return null;
  return payloadHash(payload, hashOf) === row.payload_hash ? null : 'has another payload';
}

/** null: it is nested deeper than anything that a trail says. */
function payloadHash(
  { before, after }: NonNullable<BundleTrailRow['payload']>,
  hashOf: (text: string) => string,
): string | null {
  try {
    return hashOf(payloadText({ before: payloadPart(before), after: payloadPart(after) }));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
