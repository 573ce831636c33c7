import { type About, sealBundle } from '#core/bundle/seal.ts';
import type { SealTools, Signer } from '#core/bundle/tools.ts';
import { toIso } from '#core/model/time.ts';
import type { Collected } from './collected.ts';
import { partsOf } from './parts.ts';
import { redactedContent, wholeContent } from './redacted.ts';

export type BundleMaker = {
  readonly signer: Signer;
  readonly tools: SealTools;
  readonly version: string;
};

/** The sealed file of what was collected: whole, or without names, numbers, positions and what people wrote. */
export function makeBundle(
  collected: Collected,
  redacted: boolean,
  { signer, tools, version }: BundleMaker,
): Promise<Uint8Array> {
  const content = redacted ? redactedContent(collected) : wholeContent(collected);
  const { id, site, title } = content.view.finding;
  const about: About = {
    ...{ finding: id, site, title, redacted },
    ...{ made_at: toIso(collected.made.at), made_by: content.by, verified: collected.made.verified },
    program: `Vigil ${version}`,
    trail_head: content.head,
  };
  return sealBundle(partsOf(content), about, signer, tools);
}

/** What a bundle's file is called: `F-ABC.vigil`. */
export const bundleName = (finding: string, redacted: boolean): string =>
  `${finding}${redacted ? '-redacted' : ''}.vigil`;
