/** A tile of the archive: raw bytes at zoom, column and row. */
export type Tile = {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly data: Uint8Array;
};
type Archive = {
  /** 1 vector (MVT), 2 PNG, 3 JPEG, 4 WebP. */
  readonly type: 1 | 2 | 3 | 4;
  readonly tiles: readonly Tile[];
  readonly metadata?: unknown;
};

const HEADER = 127;
const NOT_COMPRESSED = 1;

/** Place of a tile on the Hilbert curve through all zooms (PMTiles specification, version 3). */
function tileId({ z, x, y }: Tile): number {
  let id = (4 ** z - 1) / 3;
  let [column, row] = [x, y];
  for (let size = 2 ** (z - 1); size >= 1; size /= 2) {
    const right = (column & size) > 0 ? 1 : 0;
    const low = (row & size) > 0 ? 1 : 0;
    id += size * size * ((3 * right) ^ low);
    if (low === 0) {
      if (right === 1) [column, row] = [size - 1 - column, size - 1 - row];
      [column, row] = [row, column];
    }
  }
  return id;
}

function varint(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

/** The smallest archive that is valid: one directory, nothing compressed. */
export function pmtilesOf({ type, tiles, metadata = {} }: Archive): Uint8Array {
  const sorted = tiles.map((tile) => ({ id: tileId(tile), data: tile.data })).sort((a, b) => a.id - b.id);
  let offset = 0;
  const offsets = sorted.map(({ data }) => {
    offset += data.length;
    return offset - data.length;
  });
  const directory = Uint8Array.from([
    ...varint(sorted.length),
    ...sorted.flatMap(({ id }, place) => varint(id - (sorted[place - 1]?.id ?? 0))),
    ...sorted.flatMap(() => varint(1)),
    ...sorted.flatMap(({ data }) => varint(data.length)),
    ...offsets.flatMap((at) => varint(at + 1)),
  ]);
  const json = new TextEncoder().encode(JSON.stringify(metadata));
  const header = new DataView(new ArrayBuffer(HEADER));
  new TextEncoder().encode('PMTiles').forEach((byte, place) => {
    header.setUint8(place, byte);
  });
  header.setUint8(7, 3);
  const data = HEADER + directory.length + json.length;
  const places = [HEADER, directory.length, HEADER + directory.length, json.length, data, 0, data, offset];
  places.forEach((value, place) => {
    header.setBigUint64(8 + 8 * place, BigInt(value), true);
  });
  [72, 80, 88].forEach((at) => {
    header.setBigUint64(at, BigInt(sorted.length), true);
  });
  header.setUint8(96, 1);
  header.setUint8(97, NOT_COMPRESSED);
  header.setUint8(98, NOT_COMPRESSED);
  header.setUint8(99, type);
  header.setUint8(100, Math.min(...tiles.map(({ z }) => z)));
  header.setUint8(101, Math.max(...tiles.map(({ z }) => z)));
  [-180, -85, 180, 85].forEach((degrees, place) => {
    header.setInt32(102 + 4 * place, degrees * 1e7, true);
  });
  return Uint8Array.from([
    ...new Uint8Array(header.buffer),
    ...directory,
    ...json,
    ...sorted.flatMap((tile) => [...tile.data]),
  ]);
}
