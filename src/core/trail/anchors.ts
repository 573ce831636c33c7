import { z } from 'zod';
import { type Interval, toIso } from '../model/time.ts';

/** The head of a trail at an instant, kept outside of the database: what was there by then can neither be cut off nor written anew unseen. */
export const Anchor = z.strictObject({
  at: z.iso.datetime(),
  seq: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Anchor = z.output<typeof Anchor>;

export const anchorLine = (at: number, head: Pick<Anchor, 'seq' | 'hash'>): string =>
  `${JSON.stringify({ at: toIso(at), seq: head.seq, hash: head.hash } satisfies Anchor)}\n`;

/** The anchors of a file; a last line that was being written when the power went is none. null: a line in the middle is none. */
export function readAnchors(text: string): readonly Anchor[] | null {
  const lines = text.split('\n');
  const torn = lines.pop();
  const anchors = lines.map((line) => Anchor.safeParse(jsonOf(line)).data);
  if (torn !== undefined && torn !== '') anchors.push(Anchor.safeParse(jsonOf(torn)).data);
  const last = anchors.at(-1) === undefined ? anchors.slice(0, -1) : anchors;
  const whole = last.filter((anchor) => anchor !== undefined);
  return whole.length === last.length ? whole : null;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

export type Against = {
  /** The hash of a row; null: there is no such row. */
  readonly hashAt: (seq: number) => string | null;
  /** What restored backups did not know, as the trail itself says: anchors of that time belong to a trail that was lost. */
  readonly lost: readonly Interval[];
};

/** The first anchor that the trail does not hold any more, and why; null: it holds them all. */
export function brokenAnchor(
  anchors: readonly Anchor[],
  { hashAt, lost }: Against,
): { readonly anchor: Anchor; readonly why: 'CUT' | 'REWRITTEN' } | null {
  for (const anchor of anchors) {
    if (anchor.seq === 0) continue;
    const hash = hashAt(anchor.seq);
    const at = Date.parse(anchor.at);
    if (hash === anchor.hash || lost.some(({ start, end }) => start <= at && at <= end)) continue;
    return { anchor, why: hash === null ? 'CUT' : 'REWRITTEN' };
  }
  return null;
}
