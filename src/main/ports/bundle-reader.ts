import type { Manifest } from '#core/bundle/manifest.ts';
import type { Broken } from '#core/bundle/verify.ts';
import type { Redaction } from '#core/model/redaction.ts';

/** What a file was found to be: as it was sealed, with the number of pieces in which what it shows can be read, or not. */
export type ReadBundle =
  | {
      readonly ok: true;
      readonly manifest: Manifest;
      readonly pieces: number;
      /** Of the file. */
      readonly sha256: string;
      readonly redaction: Redaction;
    }
  | Broken;

/** One file that is being read. Everything rejects with Refused where reading takes too long or too much. */
export type BundleReading = {
  /** Takes the next piece of the file, in Base64. */
  readonly take: (base64: string) => Promise<void>;
  /** Verifies all that was taken. */
  readonly verify: () => Promise<ReadBundle>;
  /** A piece of what an intact one shows, as JSON. */
  readonly text: (piece: number) => Promise<string>;
  /** A piece of the file itself, in Base64; '' after its end. */
  readonly bytes: (piece: number) => Promise<string>;
  /** Lets go of it, wherever it is. */
  readonly close: () => void;
};

/** Begins to read a bundle that nobody vouches for. An implementation may work in a thread of its own that can be ended. */
export type OpenBundle = () => BundleReading;
