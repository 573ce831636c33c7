import type { Api, Reply } from '#contract/index.ts';
import { fromBase64 } from '#renderer/ui/base64.ts';

/** What was sealed, piece by piece; it is forgotten on the other side then. */
export async function readSealed(
  api: Api,
  { file, bytes, pieces }: { readonly file: string; readonly bytes: number; readonly pieces: number },
): Promise<Reply<Uint8Array<ArrayBuffer>>> {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const reply = await api.call('bundles.sealed', { file, piece });
    if (!reply.ok) return reply;
    const read = fromBase64(reply.value.base64);
    all.set(read, at);
    at += read.length;
  }
  void api.call('bundles.close', { file });
  return { ok: true, value: all };
}
