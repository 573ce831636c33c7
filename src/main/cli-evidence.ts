import { type Broken, type Intact, verifyFile } from '#core/bundle/verify.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { readOrMakeSigner, readSigner } from '#main/adapters/system/signing-key.ts';
import { type AskFor, collectBundle } from '#main/services/bundles/collected.ts';
import { makeBundle } from '#main/services/bundles/make.ts';
import { readPage } from './bundle-page.ts';
import type { Installation } from './cli-connection.ts';

/** A finding with its evidence, sealed with this installation's key. Throws Refused, and where the key cannot be read or kept. */
export async function exportEvidence(
  { dataFolder, version }: Installation,
  pageFolder: string,
  ask: AskFor,
  { finding, redacted }: { readonly finding: string; readonly redacted: boolean },
): Promise<{ readonly bytes: Uint8Array; readonly fingerprint: string }> {
  const signer = readOrMakeSigner(dataFolder);
  const page = readPage(pageFolder);
  const collected = await collectBundle(ask, finding, redacted);
  const bytes = await makeBundle(collected, redacted, { signer, tools: bundleTools, version, page });
  return { bytes, fingerprint: bundleTools.sha256(signer.publicKey) };
}

/** What a bundle is worth, and whether this installation has sealed it. */
export function verifyEvidence(
  { dataFolder }: Pick<Installation, 'dataFolder'>,
  bytes: Uint8Array,
  key: string | null,
): { readonly verdict: Intact | Broken; readonly isOwn: boolean } {
  const verdict = verifyFile(bytes, bundleTools, key ?? undefined);
  const own = readSigner(dataFolder);
  const isOwn =
    verdict.ok && own !== null && bundleTools.sha256(own.publicKey) === verdict.manifest.signer.fingerprint;
  return { verdict, isOwn };
}
