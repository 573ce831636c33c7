import { LONGEST_BUNDLE_PIECE } from '#contract/bundles.ts';
import type { CaseDto } from '#contract/cases.ts';
import { MOST_CONTENT } from '#core/bundle/limits.ts';
import { type About, sealBundle, textPart } from '#core/bundle/seal.ts';
import { BUNDLES } from '#core/bundle/verify.ts';
import { toIso } from '#core/model/time.ts';
import { Refused } from '../handlers.ts';
import type { Collected } from './collected.ts';
import { type BundleMaker, createHasher, makeShown } from './make.ts';
import { PAGE, type PageSeal, pageOf } from './page.ts';
import { createAliases, redactedCase } from './redacted.ts';

/** What was sealed, by its length and key; it is read in pieces. */
export type Sealed = { readonly bytes: number; readonly pieces: number; readonly fingerprint: string };
/** A case, and the row of the trail that says that it leaves. */
export type CaseOrder = {
  readonly folder: CaseDto;
  readonly redacted: boolean;
  readonly made: { readonly at: number; readonly actor: string; readonly verified: boolean };
  readonly trail_head: About['trail_head'];
};

/** One file that is being sealed. An implementation may work in a thread of its own. */
export type BundleSealing = {
  /** Rejects with Refused where nothing can be sealed here; the fingerprint of the key. */
  readonly ready: () => Promise<string>;
  /** Seals a finding: alone, or as a part of a case. */
  readonly finding: (collected: Collected, redacted: boolean) => Promise<Sealed>;
  /** Takes a piece of a bundle that was verified, in Base64. */
  readonly take: (base64: string) => Promise<void>;
  /** What was taken is a bundle of the case: what it shows is JSON, as its reader told. Its SHA-256. */
  readonly brought: (seal: PageSeal, view: string) => Promise<string>;
  /** Seals the case. Rejects with Refused where a part of it was not brought, or it is too large. */
  readonly folder: (order: CaseOrder) => Promise<Sealed>;
  /** A piece of what was sealed last, in Base64. */
  readonly piece: (piece: number) => Promise<string>;
  readonly close: () => void;
};
/** Begins to seal with this installation's key. */
export type OpenSealing = () => BundleSealing;

/** A bundle of a case, with what the page of the case shows of it. */
type Part = { readonly bytes: Uint8Array; readonly shown: string };

const PIECE = (LONGEST_BUNDLE_PIECE / 4) * 3;
const MEGABYTE = 1024 * 1024;

/** Seals one file. `maker` is asked once, and may throw where there is no key, or no page. */
export function createSealing(maker: () => BundleMaker): Omit<BundleSealing, 'close'> {
  let known: BundleMaker | null = null;
  const parts = new Map<string, Part>();
  let taken: Buffer[] = [];
  let last: Uint8Array = new Uint8Array();
  const ready = () => {
    known ??= makerOr(maker);
    return known;
  };
  const sealed = (bytes: Uint8Array): Sealed => {
    last = bytes;
    const { tools, signer } = ready();
    const fingerprint = tools.sha256(signer.publicKey);
    return { bytes: bytes.length, pieces: Math.ceil(bytes.length / PIECE), fingerprint };
  };
  return {
    ready: async () => ready().tools.sha256(ready().signer.publicKey),
    async finding(collected, redacted) {
      const { bytes, seal, view } = await makeShown(collected, redacted, ready());
      parts.set(view.finding.id, { bytes, shown: shownOf(seal, JSON.stringify(view)) });
      return sealed(bytes);
    },
    take: async (base64) => void taken.push(Buffer.from(base64, 'base64')),
    async brought(seal, view) {
      const bytes = Buffer.concat(taken);
      taken = [];
      const sha256 = ready().tools.sha256(bytes);
      parts.set(sha256, { bytes, shown: shownOf(seal, view) });
      return sha256;
    },
    folder: async (order) => sealed(await sealCase(order, parts, ready())),
    piece: async (piece) => Buffer.from(last.subarray(piece * PIECE, (piece + 1) * PIECE)).toString('base64'),
  };
}

const shownOf = (seal: PageSeal, view: string): string => `{"seal":${JSON.stringify(seal)},"view":${view}}`;

function makerOr(maker: () => BundleMaker): BundleMaker {
  try {
    return maker();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused('unavailable', `Nothing can be sealed here: ${why}`);
  }
}

/** What of a case is a part of its file, and what its page and Vigil show. */
export const CASE = 'case.json';

/** A part of a case that nobody brought. */
export const notHere = (name: string): Refused =>
  new Refused('conflict', `${name} is not here: open it on this screen, and save the case again.`);

/** What a finding of Vigil is called. What another's bundle says is its finding is no name of a file before it looks like one. */
const PLAIN_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;

const entryName = (index: number, finding: string): string =>
  `${BUNDLES}${String(index + 1).padStart(2, '0')}${PLAIN_ID.test(finding) ? `-${finding}` : ''}.vigil`;

async function sealCase(
  { redacted, made, trail_head, ...order }: CaseOrder,
  known: ReadonlyMap<string, Part>,
  { signer, tools, version, page }: BundleMaker,
): Promise<Uint8Array> {
  const alias = redacted ? createAliases() : (actor: string) => actor;
  const by = alias(made.actor);
  const folder = redacted ? redactedCase(order.folder, alias) : order.folder;
  const bundles = order.folder.items.map((item, index) => {
    const part = known.get(item.bundle?.sha256 ?? item.finding);
    if (part === undefined) throw notHere(item.bundle?.file_name ?? item.finding);
    return { name: entryName(index, item.finding), ...part };
  });
  const sealed = { redacted, made_by: by, verified: made.verified, program: `Vigil ${version}`, trail_head };
  const seal = { ...sealed, made_at: made.at, fingerprint: tools.sha256(signer.publicKey) };
  const text = JSON.stringify(folder);
  const json = `{"folder":${text},"bundles":[${bundles.map(({ shown }) => shown).join(',')}],"seal":${JSON.stringify(seal)}}`;
  const index = textPart(PAGE, pageOf({ title: folder.name, json }, page, createHasher(tools)));
  const parts = [
    ...[index, textPart(CASE, text)],
    ...bundles.map(({ name, bytes }) => ({ name, content: bytes })),
  ];
  const size = parts.reduce((sum, { content }) => sum + content.length, 0);
  if (size > MOST_CONTENT)
    throw new Refused(
      'conflict',
      `The case would hold ${Math.ceil(size / MEGABYTE)} MB, and at most ${MOST_CONTENT / MEGABYTE} MB can be opened: take something out.`,
    );
  const about: About = {
    ...{ format: 'vigil-case-file', finding: folder.id, site: null, title: folder.name, ...sealed },
    made_at: toIso(made.at),
  };
  return sealBundle(parts, about, signer, tools);
}
