import { constants, gunzipSync } from 'node:zlib';
import type { RecognisedFile } from '#contract/imports.ts';
import { HEAD_LENGTH, isConfiguration, isTelemetry, recognise, tableHeader } from '#core/import/recognise.ts';
import { Refused } from '../handlers.ts';

const UTF_8_MARK = [0xef, 0xbb, 0xbf];

/** What a file is, by its name and its first bytes. Throws Refused for a file that says it is gzip and is not. */
export function recogniseBytes(name: string, bytes: Buffer): RecognisedFile {
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const head = (compressed ? unzipped(name, bytes) : bytes).subarray(0, HEAD_LENGTH);
  const encoding = encodingOf(head);
  const text = head.toString('utf8');
  const { kind, sure } = encoding.startsWith('utf-8')
    ? recognise(name, text)
    : { kind: 'unknown' as const, sure: false };
  const isTable = kind === 'sites_csv' || kind === 'traccar_csv' || kind === 'table';
  const header = isTable ? tableHeader(text) : null;
  return {
    name,
    kind,
    family: isConfiguration(kind) ? 'configuration' : isTelemetry(kind) ? 'telemetry' : 'unknown',
    sure,
    compressed,
    encoding,
    columns: header === null ? null : [...header.cells],
    delimiter: header?.delimiter ?? null,
  };
}

/** The beginning of a gzip; what follows is not here. 16 KB unfold into 16 MB at the very most. */
function unzipped(name: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Refused('invalid-file', `${name} begins like a gzip and is none: ${error.message}.`);
  }
}

function encodingOf(head: Buffer): RecognisedFile['encoding'] {
  if (UTF_8_MARK.every((byte, place) => head[place] === byte)) return 'utf-8-bom';
  const [first, second] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'utf-16';
  return isUtf8(head) && !head.includes(0) ? 'utf-8' : 'other';
}

/** The last character may be cut off. */
function isUtf8(head: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
