import type { BundleView } from '#contract/bundle-view.ts';
import type { CaseDto } from '#contract/cases.ts';
import type { Manifest } from '#core/bundle/manifest.ts';
import { type BundleTrailRow, TRAIL } from '#core/bundle/trail-rows.ts';
import type { Intact } from '#core/bundle/verify.ts';
import { shownJson } from './make.ts';
import { dataIn, embedded, PAGE, type PageSeal } from './page.ts';
import { partsOf } from './parts.ts';
import { createAliases, redactedCase, redactedContent } from './redacted.ts';

/**
 * Whether a bundle that was verified holds nothing but what leaving out leaves: its manifest only says so, and whoever made it may have written it
 * by hand. Leaving out once more must change no byte of it. Of one that leaves out in another way, as another version might, nobody can tell.
 */
export function isLeftOut({ manifest, parts }: Intact, view: BundleView, seal: PageSeal): boolean {
  try {
    const content = redactedContent({
      ...{ view, trail: rowsIn(textOf(parts, TRAIL)), head: manifest.trail_head },
      made: { seq: 0, at: seal.made_at, actor: manifest.made_by, verified: manifest.verified },
    });
    const expected = partsOf(content);
    return (
      content.by === manifest.made_by &&
      isAbout(manifest, content.view) &&
      dataIn(textOf(parts, PAGE)) === embedded(shownJson(content.view, seal)) &&
      parts.size === expected.length + 1 &&
      expected.every((part) => Buffer.compare(parts.get(part.name) ?? NOTHING, part.content) === 0)
    );
  } catch (error) {
    if (error instanceof RangeError) return false; // an instant that no calendar has
    throw error;
  }
}

/** The same of a case; each of its bundles is asked for itself. */
export function isCaseLeftOut({ manifest }: Intact, folder: CaseDto): boolean {
  const alias = createAliases();
  const isBy = alias(manifest.made_by) === manifest.made_by;
  return isBy && manifest.title === folder.name && same(redactedCase(folder, alias), folder);
}

const NOTHING = new Uint8Array();
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const isAbout = ({ finding, site, title }: Manifest, { finding: shown }: BundleView): boolean =>
  finding === shown.id && site === shown.site && title === shown.title;

const textOf = (parts: Intact['parts'], name: string): string => new TextDecoder().decode(parts.get(name));

const rowsIn = (lines: string): BundleTrailRow[] =>
  // Safe: verified to be rows, each with its end.
  lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as BundleTrailRow);
