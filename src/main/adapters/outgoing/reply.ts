import type { IncomingMessage } from 'node:http';

/** Of a reply this much is read, bytes; no more is asked for. */
const LONGEST_REPLY = 64 * 1024;

/** The reply as text, as far as it came: cut off where it is longer, or where the other side or the signal ended it. */
export async function readReply(response: IncomingMessage): Promise<string> {
  const decoder = new TextDecoder();
  let [text, left] = ['', LONGEST_REPLY];
  try {
    for await (const chunk of response) {
      text += decoder.decode(chunk.subarray(0, left), { stream: true });
      left -= chunk.byteLength;
      if (left <= 0) break;
    }
  } catch (error) {
    // The status was told, so it is known what became of the request: the rest of the words is not worth a repeat.
    if (!(error instanceof Error)) throw error;
  }
  return text;
}
