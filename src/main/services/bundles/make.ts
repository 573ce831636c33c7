import type { BundleView } from '#contract/bundle-view.ts';
import { type About, sealBundle, textPart } from '#core/bundle/seal.ts';
import type { SealTools, Signer } from '#core/bundle/tools.ts';
import { toIso } from '#core/model/time.ts';
import type { Collected } from './collected.ts';
import { PAGE, type PageFiles, type PageSeal, pageOf } from './page.ts';
import { partsOf } from './parts.ts';
import { redactedContent, wholeContent } from './redacted.ts';

export type BundleMaker = {
  readonly signer: Signer;
  readonly tools: SealTools;
  readonly version: string;
  /** The script and the style of the page, as they were built. */
  readonly page: PageFiles;
};

/** What was sealed, with what its page shows of it. */
export type MadeBundle = { readonly bytes: Uint8Array; readonly seal: PageSeal; readonly view: BundleView };

/** The sealed file of what was collected: whole, or without names, numbers, positions and what people wrote. */
export async function makeBundle(
  collected: Collected,
  redacted: boolean,
  maker: BundleMaker,
): Promise<Uint8Array> {
  return (await makeShown(collected, redacted, maker)).bytes;
}

/** The same, with what it shows. */
export async function makeShown(
  collected: Collected,
  redacted: boolean,
  { signer, tools, version, page }: BundleMaker,
): Promise<MadeBundle> {
  const content = redacted ? redactedContent(collected) : wholeContent(collected);
  const { view } = content;
  const { id, site, title } = view.finding;
  const sealed = {
    ...{ redacted, made_by: content.by, verified: collected.made.verified },
    ...{ program: `Vigil ${version}`, trail_head: content.head },
  };
  const seal = { ...sealed, made_at: collected.made.at, fingerprint: tools.sha256(signer.publicKey) };
  const about: About = { finding: id, site, title, ...sealed, made_at: toIso(seal.made_at) };
  const shown = {
    title: [id, title, site].filter(Boolean).join(' · '),
    json: shownJson(view, seal),
  };
  const index = textPart(PAGE, pageOf(shown, page, createHasher(tools)));
  const bytes = await sealBundle([index, ...partsOf(content)], about, signer, tools);
  return { bytes, seal, view };
}

/** What the page of a bundle shows. */
export const shownJson = (view: BundleView, seal: PageSeal): string => JSON.stringify({ view, seal });

/** SHA-256 as a content policy writes it. */
export const createHasher =
  ({ sha256 }: SealTools) =>
  (text: string): string =>
    Buffer.from(sha256(Buffer.from(text)), 'hex').toString('base64');

/** What a bundle's file is called: `F-ABC.vigil`. */
export const bundleName = (finding: string, redacted: boolean): string =>
  `${finding}${redacted ? '-redacted' : ''}.vigil`;
