import { type About, sealBundle, textPart } from '#core/bundle/seal.ts';
import type { SealTools, Signer } from '#core/bundle/tools.ts';
import { toIso } from '#core/model/time.ts';
import type { Collected } from './collected.ts';
import { PAGE, type PageFiles, pageOf } from './page.ts';
import { partsOf } from './parts.ts';
import { redactedContent, wholeContent } from './redacted.ts';

export type BundleMaker = {
  readonly signer: Signer;
  readonly tools: SealTools;
  readonly version: string;
  /** The script and the style of the page, as they were built. */
  readonly page: PageFiles;
};

/** The sealed file of what was collected: whole, or without names, numbers, positions and what people wrote. */
export function makeBundle(
  collected: Collected,
  redacted: boolean,
  { signer, tools, version, page }: BundleMaker,
): Promise<Uint8Array> {
  const content = redacted ? redactedContent(collected) : wholeContent(collected);
  const { id, site, title } = content.view.finding;
  const about: About = {
    ...{ finding: id, site, title, redacted },
    ...{ made_at: toIso(collected.made.at), made_by: content.by, verified: collected.made.verified },
    program: `Vigil ${version}`,
    trail_head: content.head,
  };
  const { finding: _, site: __, title: ___, ...sealed } = about;
  const seal = { ...sealed, made_at: collected.made.at, fingerprint: tools.sha256(signer.publicKey) };
  const index = textPart(
    PAGE,
    pageOf(content, seal, page, (text) => hashOf(text, tools)),
  );
  return sealBundle([index, ...partsOf(content)], about, signer, tools);
}

/** As a content policy writes it. */
const hashOf = (text: string, { sha256 }: SealTools): string =>
  Buffer.from(sha256(Buffer.from(text)), 'hex').toString('base64');

/** What a bundle's file is called: `F-ABC.vigil`. */
export const bundleName = (finding: string, redacted: boolean): string =>
  `${finding}${redacted ? '-redacted' : ''}.vigil`;
