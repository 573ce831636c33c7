import { z } from 'zod';
import { readAs } from '../kit/read-as.ts';
import { type EpochMs, type Interval, toIso } from '../model/time.ts';

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
  const anchors = lines.map((line) => readAs(Anchor, jsonOf(line)).data);
  if (torn !== undefined && torn !== '') anchors.push(readAs(Anchor, jsonOf(torn)).data);
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

/** What a restored backup did not know: anchors of that time belong to a trail that was lost. */
export type Lost = Interval & {
  /** The last row of the backup: anchors up to it are of this trail, whenever they were written. */
  readonly known: number;
  /** When it was restored: nothing is lost by it after that, ms. */
  readonly at: EpochMs;
};
export type Against = {
  /** The hash of a row; null: there is no such row. */
  readonly hashAt: (seq: number) => string | null;
  /** As the trail itself says, so that no more is excused than one restore can lose. */
  readonly lost: readonly Lost[];
};
export type Judged = {
  /** The first anchor that the trail does not hold any more, and why; null: it holds them all. */
  readonly broken: { readonly anchor: Anchor; readonly why: 'CUT' | 'REWRITTEN' } | null;
  /** How many up to there it does not hold because a backup was restored. */
  readonly excused: number;
};

/** Holds a trail against what was written down of it. */
export function judgeAnchors(anchors: readonly Anchor[], { hashAt, lost }: Against): Judged {
  let excused = 0;
  for (const anchor of anchors) {
    const hash = hashAt(anchor.seq);
    if (anchor.seq === 0 || hash === anchor.hash) continue;
    if (!lost.some((each) => isLost(anchor, each)))
      return { broken: { anchor, why: hash === null ? 'CUT' : 'REWRITTEN' }, excused };
    excused += 1;
  }
  return { broken: null, excused };
}

function isLost(anchor: Anchor, { start, end, known, at }: Lost): boolean {
  const written = Date.parse(anchor.at);
  return anchor.seq > known && start <= written && written <= Math.min(end, at);
}
