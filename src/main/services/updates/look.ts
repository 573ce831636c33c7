import type { EpochMs } from '#core/model/time.ts';
import {
  judge,
  LONGEST_MANIFEST,
  type Looking,
  MANIFEST,
  type Manifest,
  readManifest,
  SIGNATURE,
  type UpdateFile,
} from '#core/updates/manifest.ts';
import type { UpdateRoom, UpdateSource } from '#main/ports/updates.ts';

/** Bytes of a package that are asked for at once. */
export const PIECE_BYTES = 1024 * 1024;
const LONGEST_SIGNATURE = 200;

/** What runs here, and how it is told from others. */
export type OwnPackage = Pick<Looking, 'version' | 'kind' | 'arch'> & {
  /** The vendor's key: 32 bytes. */
  readonly key: Uint8Array;
};
export type UpdateTools = {
  readonly isSignedBy: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  readonly sha256: (bytes: Uint8Array) => string;
};
export type Found =
  | { readonly kind: 'CURRENT' }
  | { readonly kind: 'OFFERED'; readonly manifest: Manifest; readonly file: UpdateFile };

/** What must not be installed, or could not be looked at; the message says why to people. */
export class NoUpdate extends Error {
  override readonly name = 'NoUpdate';
}

type Parts = {
  readonly own: OwnPackage;
  readonly tools: UpdateTools;
  readonly source: UpdateSource;
  readonly room: Pick<UpdateRoom, 'seen' | 'remember'>;
  readonly now: EpochMs;
};

/** Reads the manifest and says what it offers. Nothing of it is believed before its signature was checked. Rejects with words for people. */
export async function lookForUpdate({ own, tools, source, room, now }: Parts): Promise<Found> {
  const bytes = await source.read(MANIFEST, LONGEST_MANIFEST);
  const signature = Buffer.from(
    new TextDecoder().decode(await source.read(SIGNATURE, LONGEST_SIGNATURE)),
    'base64',
  );
  if (!tools.isSignedBy(own.key, bytes, signature))
    throw new NoUpdate(`${SIGNATURE} is no signature of the vendor on ${MANIFEST}.`);
  const manifest = readManifest(new TextDecoder().decode(bytes));
  if ('problem' in manifest) throw new NoUpdate(manifest.problem);
  const sha256 = tools.sha256(bytes);
  const verdict = judge(manifest, sha256, { ...own, now, seen: room.seen() });
  if (verdict.kind === 'REFUSED') throw new NoUpdate(verdict.reason);
  room.remember({ sequence: manifest.sequence, sha256 });
  return verdict.kind === 'OFFERED' ? { ...verdict, manifest } : verdict;
}

/** Fetches a package piece by piece, going on where an earlier attempt ended, and gives it its name only once its hash is the manifest's. Rejects with words for people. */
export async function fetchUpdate(
  file: UpdateFile,
  source: Pick<UpdateSource, 'piece'>,
  room: UpdateRoom,
  onBytes: (bytes: number) => void,
): Promise<string> {
  const kept = await room.kept(file.sha256, file.name);
  if (kept !== null) return kept;
  let have = room.has(file.sha256);
  if (have > file.bytes) {
    room.drop(file.sha256);
    have = 0;
  }
  while (have < file.bytes) {
    onBytes(have);
    const piece = await source.piece(file.name, { from: have, bytes: PIECE_BYTES, total: file.bytes });
    room.append(file.sha256, piece);
    have += piece.byteLength;
  }
  onBytes(have);
  if ((await room.hash(file.sha256)) !== file.sha256) {
    room.drop(file.sha256);
    throw new NoUpdate(`${file.name} is not the package that the manifest speaks of: it was thrown away.`);
  }
  return room.keep(file.sha256, file.name);
}
