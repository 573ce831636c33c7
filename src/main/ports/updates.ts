/** A folder with updates. Both reject with an error for people. */
export type UpdateSource = {
  /** A small file, whole; longer ones are refused. */
  readonly read: (name: string, longest: number) => Promise<Uint8Array>;
  /** Some bytes of a file from `from` on: at least one, at most so many as are asked for. `total`: how long the whole is. */
  readonly piece: (
    name: string,
    want: { readonly from: number; readonly bytes: number; readonly total: number },
  ) => Promise<Uint8Array>;
};

/** Opens the folder at an address: `https://…`, `http://…` of a host inside, or the path of a folder. Throws for what is none. */
export type OpenUpdateSource = (address: string) => UpdateSource;

/** Where packages are put while they come, and what was seen before. */
export type UpdateRoom = {
  /** What was kept of the manifests that were taken; null: nothing. */
  readonly seen: () => { readonly sequence: number; readonly sha256: string } | null;
  readonly remember: (seen: { readonly sequence: number; readonly sha256: string }) => void;
  /** The path of a package that was kept, where it is still what it was; else null. */
  readonly kept: (sha256: string, name: string) => Promise<string | null>;
  /** Bytes of a package that came so far. Whatever else is in the room is thrown away. */
  readonly has: (sha256: string) => number;
  readonly append: (sha256: string, bytes: Uint8Array) => void;
  /** The hash of what came, read from the disk. */
  readonly hash: (sha256: string) => Promise<string>;
  readonly drop: (sha256: string) => void;
  /** Gives what was verified its name, and returns its path. */
  readonly keep: (sha256: string, name: string) => string;
};
