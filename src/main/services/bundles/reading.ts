import { z } from 'zod';
import { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, LONGEST_BUNDLE_PIECE, LONGEST_VIEW_PIECE } from '#contract/bundles.ts';
import { CaseDto } from '#contract/cases.ts';
import { LONGEST_JSON } from '#core/bundle/limits.ts';
import type { Manifest } from '#core/bundle/manifest.ts';
import type { VerifyTools } from '#core/bundle/tools.ts';
import { type Broken, bundlesIn, type Intact, verifyBundle } from '#core/bundle/verify.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Redaction } from '#core/model/redaction.ts';
import type { ReadBundle } from '#main/ports/bundle-reader.ts';
import { Refused } from '../handlers.ts';
import { isCaseLeftOut, isLeftOut } from './left-out.ts';
import { dataIn, PAGE, type PageSeal } from './page.ts';
import { CASE } from './sealing.ts';

const MEGABYTE = 1024 * 1024;
const PIECE = (LONGEST_BUNDLE_PIECE / 4) * 3;

/** One file, from its first piece to the last that is read of it. It holds its thread as long as it takes. */
export type Reading = {
  readonly take: (base64: string) => void;
  readonly verify: () => ReadBundle;
  readonly text: (piece: number) => string;
  readonly bytes: (piece: number) => string;
};

/** Reads one bundle, piece by piece. Throws Refused for one that is too large, and for an intact one that is not shown here. */
export function createReading(tools: VerifyTools): Reading {
  const pieces: Buffer[] = [];
  let length = 0;
  let file: Buffer = Buffer.alloc(0);
  let shown = '';
  return {
    take(base64) {
      const piece = Buffer.from(base64, 'base64');
      length += piece.length;
      if (length > LARGEST_BUNDLE)
        throw new Refused('bad-request', `A bundle has at most ${LARGEST_BUNDLE / MEGABYTE} MB.`);
      pieces.push(piece);
    },
    verify() {
      file = Buffer.concat(pieces.splice(0));
      const result = verifyBundle(file, tools);
      if (!result.ok) return result;
      const found = shownOf(result, tools);
      if ('part' in found) return found;
      shown = found.text;
      const { redaction } = found;
      const sha256 = tools.sha256(file);
      const count = Math.ceil(shown.length / LONGEST_VIEW_PIECE);
      return { ok: true, manifest: result.manifest, pieces: count, sha256, redaction };
    },
    text: (piece) => shown.slice(piece * LONGEST_VIEW_PIECE, (piece + 1) * LONGEST_VIEW_PIECE),
    bytes: (piece) => file.subarray(piece * PIECE, (piece + 1) * PIECE).toString('base64'),
  };
}

/** What a page or a screen says of who sealed. */
export function sealOf({ signer, made_at, ...manifest }: Manifest): PageSeal {
  const { redacted, made_by, verified, program, trail_head } = manifest;
  return {
    ...{ redacted, made_by, verified, program, trail_head },
    ...{ made_at: Date.parse(made_at), fingerprint: signer.fingerprint },
  };
}

/** What a file shows, as JSON, and what its word is worth that names were left out. */
type Shown = { readonly text: string; readonly redaction: Redaction };

/** Of an intact file; of a case the first of its bundles that is broken. */
function shownOf(file: Intact, tools: VerifyTools): Shown | Broken {
  if (file.manifest.format === 'vigil-evidence-bundle') {
    const { view, redaction } = viewIn(file);
    return { text: JSON.stringify(view), redaction };
  }
  const folder = readAs(CaseDto, parsed(textOfPart(file, CASE))).data;
  if (folder === undefined) throw notShown(file.manifest);
  const bundles: string[] = [];
  const found: Redaction[] = [];
  for (const inner of bundlesIn(file, tools)) {
    if (!inner.ok) return inner;
    const { view, redaction } = viewIn(inner);
    found.push(redaction);
    const seal = { ...sealOf(inner.manifest), redacted: redaction === 'HELD' };
    bundles.push(JSON.stringify({ seal, view }));
  }
  return {
    text: `{"folder":${JSON.stringify(folder)},"bundles":[${bundles.join(',')}]}`,
    redaction: redactionOfCase(file, folder, found),
  };
}

function redactionOfCase(file: Intact, folder: CaseDto, of: readonly Redaction[]): Redaction {
  if (of.includes('NOT_HELD')) return 'NOT_HELD';
  if (!file.manifest.redacted) return 'NONE';
  return isCaseLeftOut(file, folder) && of.every((each) => each === 'HELD') ? 'HELD' : 'NOT_HELD';
}

/** What is intact may still have been made by another program, or another version. */
function viewIn(file: Intact): { readonly view: BundleView; readonly redaction: Redaction } {
  const data = dataIn(textOfPart(file, PAGE));
  const shown = data === null ? null : parsed(data);
  const view = readAs(PageData, shown).data?.view;
  if (view === undefined) throw notShown(file.manifest);
  if (!file.manifest.redacted) return { view, redaction: 'NONE' };
  return { view, redaction: isLeftOut(file, view, sealOf(file.manifest)) ? 'HELD' : 'NOT_HELD' };
}
const PageData = z.object({ view: BundleView });

const notShown = ({ program }: Manifest): Refused =>
  new Refused(
    'invalid-file',
    `The bundle is intact, but ${program} made it in a way that is not shown here: open its page.`,
  );

const textOfPart = ({ parts }: Intact, name: string): string => new TextDecoder().decode(parts.get(name));

/** null: it is no JSON. Throws Refused for what is longer than anything that is shown. */
function parsed(text: string): unknown {
  if (text.length > LONGEST_JSON)
    throw new Refused(
      'invalid-file',
      `The bundle is intact, but holds more than is shown here (${Math.ceil(text.length / MEGABYTE)} MB, at most ${LONGEST_JSON / MEGABYTE} MB): open its page.`,
    );
  try {
    return JSON.parse(text);
  } catch {
    return null; // no JSON
  }
}
