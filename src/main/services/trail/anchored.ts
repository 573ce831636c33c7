import type { TrailAnchors } from '#contract/trail.ts';
import { type Anchor, type Judged, judgeAnchors, readAnchors } from '#core/trail/anchors.ts';
import type { AnchorFile, OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { ANCHOR_FILE, LAST_ANCHOR } from '../upkeep/jobs/anchor.ts';

type TrailReads = Pick<ReadModel, 'trailAt' | 'lostToRestores'>;

/** What the anchors outside of the database say of the trail in it; null where nobody knows of such a file. */
export async function anchored(
  readModel: TrailReads & Pick<ReadModel, 'state'>,
  open: OpenAnchorFile | null,
): Promise<TrailAnchors | null> {
  if (open === null) return null;
  const file = open(readModel.state(ANCHOR_FILE) ?? '');
  const last = readAnchors(readModel.state(LAST_ANCHOR) ?? '')?.at(-1);
  const found = await textOf(file);
  const anchors = 'text' in found ? readAnchors(found.text ?? '') : [];
  const newest = anchors?.at(-1);
  const told = {
    ...{ file: file.path, count: anchors?.length ?? 0 },
    newest_at: newest === undefined ? null : Date.parse(newest.at),
    excused: 0,
  };
  if ('problem' in found) return { ...told, problem: found.problem };
  if (anchors === null) return { ...told, problem: `${file.path} holds a line that is no anchor.` };
  const known = anchors.some(({ seq, hash }) => seq === last?.seq && hash === last.hash);
  if (last !== undefined && !known)
    return {
      ...told,
      problem: `${file.path} does not hold the newest anchor, that of ${last.at}: it was cut, removed or exchanged.`,
    };
  return { ...told, ...judged(anchors, readModel) };
}

/** What a copy of anchors, kept elsewhere, says of the trail. It may be older than the newest anchor. */
export function anchoredByCopy(
  readModel: TrailReads,
  { file, text }: { readonly file: string; readonly text: string },
): TrailAnchors {
  const anchors = readAnchors(text);
  const newest = anchors?.at(-1);
  if (anchors === null || newest === undefined)
    return {
      ...{ file, count: 0, newest_at: null, excused: 0 },
      problem: `${file} holds ${anchors === null ? 'a line that is no anchor' : 'no anchor'}.`,
    };
  const told = { file, count: anchors.length, newest_at: Date.parse(newest.at) };
  return { ...told, ...judged(anchors, readModel) };
}

function judged(
  anchors: readonly Anchor[],
  { trailAt, lostToRestores }: TrailReads,
): Pick<TrailAnchors, 'problem' | 'excused'> {
  const { broken, excused } = judgeAnchors(anchors, { hashAt: trailAt, lost: lostToRestores() });
  return { problem: broken === null ? null : sentence(broken), excused };
}

async function textOf(
  file: AnchorFile,
): Promise<{ readonly text: string | null } | { readonly problem: string }> {
  try {
    return { text: await file.read() };
  } catch (error) {
    return {
      problem: `${file.path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    };
  }
}

const sentence = ({ anchor, why }: NonNullable<Judged['broken']>): string =>
  why === 'CUT'
    ? `The audit trail was cut: row ${anchor.seq}, which was there at ${anchor.at}, is gone.`
    : `The audit trail was written anew: row ${anchor.seq} is not the one that was there at ${anchor.at}.`;
