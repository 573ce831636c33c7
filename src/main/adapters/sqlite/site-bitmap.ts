/** A set of site ids as bits, least significant first: bit 9 is bit 1 of byte 1. */
export type SiteBitmap = Uint8Array;

export const hasSite = (bitmap: SiteBitmap, id: number): boolean =>
  ((bitmap[id >> 3] ?? 0) & (1 << (id & 7))) !== 0;

/** A copy that holds the given sites too. */
export function withSites(bitmap: SiteBitmap, ids: readonly number[]): SiteBitmap {
  const highest = ids.reduce((most, id) => Math.max(most, id), 0);
  const grown = new Uint8Array(Math.max(bitmap.length, (highest >> 3) + 1));
  grown.set(bitmap);
  for (const id of ids) grown[id >> 3] = (grown[id >> 3] ?? 0) | (1 << (id & 7));
  return grown;
}

/** The ids in the set, ascending. */
export function sitesOf(bitmap: SiteBitmap): number[] {
  const ids: number[] = [];
  bitmap.forEach((byte, place) => {
    for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) !== 0) ids.push(place * 8 + bit);
  });
  return ids;
}
