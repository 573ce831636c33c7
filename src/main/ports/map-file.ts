import type { Answer } from '#contract/index.ts';

/** The map file of the data folder, which may come, go or be replaced at any time. */
export type MapFile = {
  readonly info: () => Answer<'map.info'>;
  /** Up to `length` bytes from `offset`, fewer where the file ends; null when there is no map that can be read. */
  readonly read: (offset: number, length: number) => Uint8Array | null;
};
