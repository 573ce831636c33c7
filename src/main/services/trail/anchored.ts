import type { TrailAnchors } from '#contract/trail.ts';
import { brokenAnchor, readAnchors } from '#core/trail/anchors.ts';
import type { AnchorFile, OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { ANCHOR_FILE, LAST_ANCHOR } from '../upkeep/jobs/anchor.ts';

/** What the anchors outside of the database say of the trail in it; null where nobody knows of such a file. */
export async function anchored(
  readModel: Pick<ReadModel, 'state' | 'trailAt' | 'lostToRestores'>,
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
  };
  if ('problem' in found) return { ...told, problem: found.problem };
  if (anchors === null) return { ...told, problem: `${file.path} holds a line that is no anchor.` };
  const known = anchors.some(({ seq, hash }) => seq === last?.seq && hash === last.hash);
  if (last !== undefined && !known)
    return {
      ...told,
      problem: `${file.path} does not hold the newest anchor, that of ${last.at}: it was cut, removed or exchanged.`,
    };
  const broken = brokenAnchor(anchors, { hashAt: readModel.trailAt, lost: readModel.lostToRestores() });
  return { ...told, problem: broken === null ? null : sentence(broken) };
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

const sentence = ({ anchor, why }: NonNullable<ReturnType<typeof brokenAnchor>>): string =>
  why === 'CUT'
    ? `The audit trail was cut: row ${anchor.seq}, which was there at ${anchor.at}, is gone.`
    : `The audit trail was written anew: row ${anchor.seq} is not the one that was there at ${anchor.at}.`;
