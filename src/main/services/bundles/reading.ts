import { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, LONGEST_VIEW_PIECE } from '#contract/bundles.ts';
import { LONGEST_JSON } from '#core/bundle/limits.ts';
import type { VerifyTools } from '#core/bundle/tools.ts';
import { type Intact, verifyBundle } from '#core/bundle/verify.ts';
import type { ReadBundle } from '#main/ports/bundle-reader.ts';
import { Refused } from '../handlers.ts';
import { VIEW, withImage } from './parts.ts';

const MEGABYTE = 1024 * 1024;

/** One file, from its first piece to the last that is read of it. It holds its thread as long as it takes. */
export type Reading = {
  readonly take: (base64: string) => void;
  readonly verify: () => ReadBundle;
  readonly text: (piece: number) => string;
};

/** Reads one bundle, piece by piece. Throws Refused for one that is too large, and for an intact one that is not shown here. */
export function createReading(tools: VerifyTools): Reading {
  let pieces: Buffer[] = [];
  let length = 0;
  let view = '';
  return {
    take(base64) {
      const piece = Buffer.from(base64, 'base64');
      length += piece.length;
      if (length > LARGEST_BUNDLE)
        throw new Refused('bad-request', `A bundle has at most ${LARGEST_BUNDLE / MEGABYTE} MB.`);
      pieces.push(piece);
    },
    verify() {
      const bytes = Buffer.concat(pieces);
      pieces = [];
      const result = verifyBundle(bytes, tools);
      if (!result.ok) return result;
      view = JSON.stringify(viewIn(result));
      return { ok: true, manifest: result.manifest, pieces: Math.ceil(view.length / LONGEST_VIEW_PIECE) };
    },
    text: (piece) => view.slice(piece * LONGEST_VIEW_PIECE, (piece + 1) * LONGEST_VIEW_PIECE),
  };
}

/** What is intact may still have been made by another program, or another version. */
function viewIn({ parts, manifest }: Intact): BundleView {
  const content = parts.get(VIEW);
  if (content !== undefined && content.length > LONGEST_JSON)
    throw new Refused(
      'invalid-file',
      `The bundle is intact, but holds more than is shown here (${Math.ceil(content.length / MEGABYTE)} MB, at most ${LONGEST_JSON / MEGABYTE} MB): open its page.`,
    );
  const view = BundleView.safeParse(jsonOf(new TextDecoder().decode(content))).data;
  if (view !== undefined) return withImage(view, parts);
  throw new Refused(
    'invalid-file',
    `The bundle is intact, but ${manifest.program} made it in a way that is not shown here: open its page.`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no view
  }
}
