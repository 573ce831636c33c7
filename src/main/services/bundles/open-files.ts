import type { BundleReading, ReadBundle } from '#main/ports/bundle-reader.ts';
import type { Timers } from '#main/ports/time.ts';
import { Refused } from '../handlers.ts';
import type { BundleSealing } from './sealing.ts';

/** Files that are open at once; a window that was closed in the middle is overtaken by newer ones. */
const MOST_AT_ONCE = 4;
/** So long nothing is asked of a file before it is let go. */
const LEFT_AFTER_MS = 2 * 60_000;

/** A file that is read: `taken` pieces of it came; `found` once it was verified. */
export type ReadFile = {
  readonly kind: 'READ';
  readonly reading: BundleReading;
  taken: number;
  found: ReadBundle | null;
};
/** A file that is sealed, or was. */
export type SealedFile = {
  readonly kind: 'SEALED';
  readonly sealing: BundleSealing;
  /** Bundles that were brought for it, by SHA-256, as they were found to be. */
  readonly brought: Map<string, BroughtFacts>;
};
export type BroughtFacts = {
  readonly finding: string;
  readonly fingerprint: string;
  readonly isLeftOut: boolean;
};
type OpenFile = ReadFile | SealedFile;

export type OpenFiles = {
  /** Takes the place of one of that name; beyond the most that are open the oldest is let go. */
  readonly add: <F extends OpenFile>(file: string, added: F) => F;
  /** Throws Refused where it is not open. */
  readonly find: <K extends OpenFile['kind']>(file: string, kind: K) => Extract<OpenFile, { kind: K }>;
  /** Does something with a file, which is let go where that fails, or where nothing follows. */
  readonly use: <T>(file: string, run: () => Promise<T>) => Promise<T>;
  readonly close: (file: string) => void;
  readonly closeAll: () => void;
};

/** Files between two calls of a screen. */
export function createOpenFiles(timers: Timers): OpenFiles {
  const files = new Map<string, { readonly open: OpenFile; leave: () => void }>();
  const close = (file: string) => {
    const known = files.get(file);
    files.delete(file);
    known?.leave();
    if (known?.open.kind === 'READ') known.open.reading.close();
    else known?.open.sealing.close();
  };
  return {
    add(file, added) {
      close(file);
      files.set(file, { open: added, leave: () => {} });
      const [oldest] = files.keys();
      if (files.size > MOST_AT_ONCE && oldest !== undefined) close(oldest);
      return added;
    },
    find<K extends OpenFile['kind']>(file: string, kind: K) {
      const open = files.get(file)?.open;
      if (open?.kind !== kind) throw new Refused('conflict', 'The file is not here any more. Open it again.');
      return open as Extract<OpenFile, { kind: K }>; // safe: of that kind
    },
    async use(file, run) {
      const known = files.get(file);
      known?.leave();
      try {
        return await run();
      } catch (error) {
        close(file);
        throw error;
      } finally {
        if (known !== undefined && files.get(file) === known) {
          known.leave();
          known.leave = timers.after(LEFT_AFTER_MS, () => close(file));
        }
      }
    },
    close,
    closeAll: () => [...files.keys()].forEach(close),
  };
}
