import { LONGEST_PIECE } from '#contract/imports.ts';

/** How the bytes of a file are written, of those that Vigil reads; everything crosses as UTF-8. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** As the browser gives it, and as a test makes it. */
export type ChosenFile = Pick<File, 'name' | 'size' | 'slice' | 'stream'>;

/** Bytes that a file is known by. */
const HEAD = 16 * 1024;

/** The first bytes of a file. */
export const headOf = async (file: ChosenFile): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await file.slice(0, HEAD).arrayBuffer());

/** What bytes that are not UTF-8 probably are: the two marks of UTF-16, else what Windows writes in the west. */
export function guessEncoding([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'windows-1252';
}

/** The bytes as UTF-8, in base64. */
export function headText(bytes: Uint8Array<ArrayBuffer>, encoding: Encoding): string {
  const plain =
    encoding === 'utf-8'
      ? bytes
      : new TextEncoder().encode(new TextDecoder(encoding).decode(bytes)).subarray(0, HEAD);
  return btoa(String.fromCharCode(...plain));
}

export type FileForm = { readonly encoding: Encoding; readonly compressed: boolean };
/** A piece of a file; `read`: bytes of the file that were read so far. */
export type TextPiece = { readonly text: string; readonly read: number; readonly last: boolean };

/** A file as text, unpacked, in pieces that cut no character. Rejects with a TypeError where it is no gzip, or not written as it is said. */
export async function* textPieces(
  file: ChosenFile,
  { encoding, compressed }: FileForm,
): AsyncGenerator<TextPiece> {
  let read = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(bytes, controller) {
      read += bytes.length;
      controller.enqueue(bytes);
    },
  });
  const bytes = file.stream().pipeThrough(counted);
  const plain = compressed ? bytes.pipeThrough(new DecompressionStream('gzip')) : bytes;
  const texts = plain
    .pipeThrough(new TextDecoderStream(encoding, { fatal: encoding === 'utf-8' }))
    .getReader();
  let held = '';
  try {
    for (let next = await texts.read(); !next.done; next = await texts.read()) {
      held += next.value;
      while (held.length > LONGEST_PIECE) {
        const end = wholeCharacters(held, LONGEST_PIECE);
        yield { text: held.slice(0, end), read, last: false };
        held = held.slice(end);
      }
    }
    yield { text: held, read, last: true };
  } finally {
    await texts.cancel();
  }
}

/** A cut at or just before `at` that parts no pair of surrogates. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at;
}

/** The beginning of a file in whole lines, and whether that is all of it. */
export async function beginningOf(file: ChosenFile, form: FileForm): Promise<string> {
  for await (const { text, last } of textPieces(file, form)) {
    const end = text.lastIndexOf('\n');
    return last || end === -1 ? text : text.slice(0, end + 1);
  }
  return '';
}
