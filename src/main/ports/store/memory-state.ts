import type { Packed } from '#core/kit/packed.ts';

/** What rules remember of a slice of sites, as of one position among the hot events: those behind it are not in it. */
export type SavedSlice = Packed & {
  readonly slice: number;
  /** Of the layout. */
  readonly version: number;
  /** Of the configuration for which it was made. */
  readonly configuration: number;
  /** From `events.position`. */
  readonly position: number;
};

/** Memory that was put aside for the next start. A merge drops what it leaves behind, so what is here can always be completed. */
export type MemoryStateRepo = {
  /** Ordered by slice, one at a time: together they may weigh tens of megabytes. */
  readonly all: () => Iterable<SavedSlice>;
  readonly save: (slice: SavedSlice) => void;
  readonly clear: () => void;
};
