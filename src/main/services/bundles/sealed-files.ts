import { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, type OpenedBundle } from '#contract/bundles.ts';
import type { Answer } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import type { SealTools, Signer, VerifyTools } from '#core/bundle/tools.ts';
import { type Intact, verifyBundle } from '#core/bundle/verify.ts';
import type { Dispatch } from '../dispatch.ts';
import { type Caller, Refused, type ShellHandlers } from '../handlers.ts';
import { type AskFor, collectBundle } from './collected.ts';
import { bundleName, makeBundle } from './make.ts';
import type { PageFiles } from './page.ts';
import { VIEW, withImage } from './parts.ts';

export type SealedFilesParts = {
  readonly dispatch: Dispatch;
  readonly tools: SealTools & VerifyTools;
  /** Made when the first bundle is. Throws where it cannot be read or kept. */
  readonly signer: () => Signer;
  /** null: nothing was ever sealed here. */
  readonly ownFingerprint: () => string | null;
  readonly page: () => PageFiles;
  readonly version: string;
};
/** Files that come in pieces at once; a window that was closed in the middle is overtaken by newer ones. */
const MOST_AT_ONCE = 4;

/** Makes bundles for screens, and opens those that they bring. */
export function createSealedFiles(
  parts: SealedFilesParts,
): Pick<ShellHandlers, 'bundles.make' | 'bundles.open'> {
  const coming = new Map<string, Buffer[]>();
  const take = (file: string, piece: number, base64: string): Buffer[] => {
    const known = piece === 0 ? [] : coming.get(file);
    if (known?.length !== piece)
      throw new Refused('conflict', 'The file is not here any more. Open it again.');
    known.push(Buffer.from(base64, 'base64'));
    coming.delete(file);
    coming.set(file, known);
    const [oldest] = coming.keys();
    if (coming.size > MOST_AT_ONCE && oldest !== undefined) coming.delete(oldest);
    if (known.reduce((sum, { length }) => sum + length, 0) <= LARGEST_BUNDLE) return known;
    coming.delete(file);
    throw new Refused('bad-request', `A bundle has at most ${LARGEST_BUNDLE / 1024 / 1024} MB.`);
  };
  return {
    'bundles.make': async ({ finding, redacted }, caller) => {
      const { signer, page, tools, version } = ready(parts);
      const collected = await collectBundle(asking(parts, caller), finding, redacted);
      const bytes = await makeBundle(collected, redacted, { signer, page, tools, version });
      return {
        name: bundleName(finding, redacted),
        base64: Buffer.from(bytes).toString('base64'),
        bytes: bytes.length,
        fingerprint: tools.sha256(signer.publicKey),
      };
    },
    'bundles.open': async ({ file, piece, last, base64 }, caller) => {
      const pieces = take(file, piece, base64);
      if (!last) return { opened: null };
      coming.delete(file);
      return { opened: await open(Buffer.concat(pieces), parts, caller) };
    },
  };
}

/** Whatever is needed is there before the trail says that something was exported. */
function ready({ signer, page, ...rest }: SealedFilesParts) {
  try {
    return { ...rest, signer: signer(), page: page() };
  } catch (error) {
    throw new Refused(
      'unavailable',
      `Nothing can be sealed here: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** As whoever asks: dispatch has looked whether they may, and what they see is theirs. */
const asking =
  ({ dispatch }: SealedFilesParts, caller: Caller): AskFor =>
  async (method, input) =>
    // Safe: dispatch has parsed the answer by this method's schema.
    (await dispatch({ ...caller, standing: 'program' }, method, input)) as Reply<Answer<typeof method>>;

async function open(bytes: Uint8Array, parts: SealedFilesParts, caller: Caller): Promise<OpenedBundle> {
  const result = verifyBundle(bytes, parts.tools);
  if (!result.ok) return { state: 'BROKEN', part: result.part, why: result.why };
  const { finding: _, site: __, title: ___, signer, made_at, ...manifest } = result.manifest;
  const seal = { ...manifest, made_at: Date.parse(made_at), fingerprint: signer.fingerprint };
  const signers = await asking(parts, caller)('bundles.signers', {});
  const name = signers.ok
    ? (signers.value.find(({ fingerprint }) => fingerprint === signer.fingerprint)?.name ?? null)
    : null;
  const isOwn = parts.ownFingerprint() === signer.fingerprint;
  return {
    ...{ state: 'INTACT', seal, view: viewIn(result), name },
    signer: isOwn ? 'OWN' : name === null ? 'UNKNOWN' : 'KNOWN',
  };
}

/** What is intact may still have been made by another program, or another version. */
function viewIn({ parts, manifest }: Intact): BundleView {
  const text = new TextDecoder().decode(parts.get(VIEW));
  const view = BundleView.safeParse(jsonOf(text)).data;
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
