import { crc32 } from '../kit/crc32.ts';
import { MOST_CONTENT, MOST_ENTRIES, MOST_RATIO } from './limits.ts';
import type { VerifyTools } from './tools.ts';

/** A file of an archive as it is stored: as it is, or deflated (method 8). */
export type PackedEntry = {
  readonly name: string;
  readonly method: 0 | 8;
  /** Of the content, not of what is stored. */
  readonly crc: number;
  readonly size: number;
  readonly packed: Uint8Array;
};
/** What could be read, in the order of the file. */
export type ZipContents = {
  readonly entries: readonly PackedEntry[];
  /** Where it stops being a zip as `writeZip` writes one: the name of a part, '' for its end; null: nowhere. */
  readonly broken: string | null;
  /** The file that is beyond what a bundle may hold, by what the zip says of itself: nothing after it was read; null: none is. */
  readonly beyond: { readonly name: string; readonly why: string } | null;
};

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const [LOCAL_BYTES, CENTRAL_BYTES, END_BYTES] = [30, 46, 22];
/** Version 2.0 of the format: deflate. */
const NEEDED = 20;
/** Names are UTF-8. */
const UTF8 = 0x0800;
/** Midnight of 1980-01-01: the same content gives the same bytes, whenever it is written. */
const DATE = 0x0021;

/** A file below this, in bytes, may pack as it will. */
const SHORT = 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** A file that is stored as it is. */
export const storedEntry = (name: string, content: Uint8Array): PackedEntry => ({
  name,
  method: 0,
  crc: crc32(content),
  size: content.length,
  packed: content,
});

/** A zip (PKWARE APPNOTE 6.3) of files in their order. There is one way to write the same files: no dates, no comments, no other fields. */
export function writeZip(entries: readonly PackedEntry[]): Uint8Array {
  const named = entries.map((entry) => ({ ...entry, bytes: encoder.encode(entry.name) }));
  const locals = named.map((entry) => joined([header(LOCAL, LOCAL_BYTES, entry), entry.bytes, entry.packed]));
  let offset = 0;
  const centrals = named.map((entry, index) => {
    const head = header(CENTRAL, CENTRAL_BYTES, entry);
    viewOf(head).setUint32(42, offset, true);
    offset += locals[index]?.length ?? 0;
    return joined([head, entry.bytes]);
  });
  const directory = joined(centrals);
  const end = new Uint8Array(END_BYTES);
  const view = viewOf(end);
  view.setUint32(0, END, true);
  view.setUint16(8, entries.length, true);
  view.setUint16(10, entries.length, true);
  view.setUint32(12, directory.length, true);
  view.setUint32(16, offset, true);
  return joined([...locals, directory, end]);
}

/** The header of an entry; the directory's begins with the version that wrote it, and is the same after that. */
function header(
  signature: number,
  length: number,
  { method, crc, size, packed, bytes }: PackedEntry & { readonly bytes: Uint8Array },
): Uint8Array {
  const head = new Uint8Array(length);
  const view = viewOf(head);
  view.setUint32(0, signature, true);
  const at = signature === CENTRAL ? 6 : 4;
  if (signature === CENTRAL) view.setUint16(4, NEEDED, true);
  view.setUint16(at, NEEDED, true);
  view.setUint16(at + 2, UTF8, true);
  view.setUint16(at + 4, method, true);
  view.setUint16(at + 8, DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed.length, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, bytes.length, true);
  return head;
}

/** Reads from the beginning, part by part, and never beyond what is there. What `writeZip` would not have written is broken. */
export function readZip(bytes: Uint8Array, { isSame }: Pick<VerifyTools, 'isSame'>): ZipContents {
  const entries: PackedEntry[] = [];
  const view = viewOf(bytes);
  let [at, content] = [0, 0];
  while (at + LOCAL_BYTES <= bytes.length && view.getUint32(at, true) === LOCAL) {
    const entry = readEntry(bytes, view, at, isSame);
    if (typeof entry === 'string') return { entries, broken: entry, beyond: null };
    content += entry.size;
    const why = whyBeyond(entry, entries.length + 1, content);
    if (why !== null) return { entries, broken: entry.name, beyond: { name: entry.name, why } };
    entries.push(entry);
    at += LOCAL_BYTES + encoder.encode(entry.name).length + entry.packed.length;
  }
  return { entries, broken: isSame(bytes, writeZip(entries)) ? null : '', beyond: null };
}

/** Whether a file packs no better than a reader would believe. */
export const isBelievable = (size: number, packed: number): boolean =>
  size <= SHORT || size <= packed * MOST_RATIO;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1024 / 1024)} MB`;

function whyBeyond({ size, packed }: PackedEntry, count: number, content: number): string | null {
  if (count > MOST_ENTRIES) return `is file number ${count}: a bundle has at most ${MOST_ENTRIES}`;
  if (content > MOST_CONTENT)
    return `makes the content ${megabytes(content)}: a bundle holds at most ${megabytes(MOST_CONTENT)}`;
  if (!isBelievable(size, packed.length))
    return `says that ${packed.length} bytes unpack to ${megabytes(size)}: at most ${MOST_RATIO} times as much is unpacked`;
  return null;
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  at: number,
  isSame: VerifyTools['isSame'],
): PackedEntry | string {
  const method = view.getUint16(at + 8, true);
  const crc = view.getUint32(at + 14, true);
  const packedBytes = view.getUint32(at + 18, true);
  const size = view.getUint32(at + 22, true);
  const start = at + LOCAL_BYTES + view.getUint16(at + 26, true);
  const name = nameIn(bytes.subarray(at + LOCAL_BYTES, start));
  if (start + packedBytes > bytes.length || (method !== 0 && method !== 8)) return name;
  const packed = bytes.subarray(start, start + packedBytes);
  const entry: PackedEntry = { name, method, crc, size, packed };
  const written = header(LOCAL, LOCAL_BYTES, { ...entry, bytes: encoder.encode(name) });
  return isSame(bytes.subarray(at, at + LOCAL_BYTES), written) ? entry : name;
}

/** A name that is no UTF-8 is none of ours. */
function nameIn(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    return '';
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
