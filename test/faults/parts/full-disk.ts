/** What full-disk-child.ts tells about the time without room. */
export type DiskStory = {
  /** The engine came up, or stayed. */
  readonly opened: boolean;
  /** The worst that the engine said of its store. */
  readonly state: string;
  /** Calls for help and findings of a person that were sent, and how many of them were stored. */
  readonly sent: number;
  readonly calls: number;
  readonly reports: number;
  /** Batches of mere telemetry that were taken without room. */
  readonly bulk: number;
  /** From the room's return until the store was sound; null where it never was. */
  readonly recoveredS: number | null;
};

/** When the disk fills up, or what is missing. */
export const FILLED = ['while it runs', 'at the start'] as const;
export type Filled = (typeof FILLED)[number] | 'without ballast';
