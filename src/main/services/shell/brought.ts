import type { BroughtFile } from '#contract/brought.ts';
import type { BroughtFileOpen, OpenBroughtFile } from '#main/ports/brought-file.ts';
import { Refused, type ShellHandlers } from '../handlers.ts';

export type BroughtParts = {
  readonly openFile: OpenBroughtFile;
  readonly randomId: () => string;
  /** Tells the screens that there is something to take. */
  readonly announce: () => void;
};
export type Brought = {
  readonly handlers: Pick<ShellHandlers, 'brought.take' | 'brought.read'>;
  /** Somebody opened these files with Vigil. What cannot be read is told, too. */
  readonly bring: (paths: readonly string[]) => Promise<void>;
};

/** More wait for no screen, and are read by none: the oldest are let go. */
const MOST = 50;

/** Files that somebody opens with Vigil from outside of its windows: they wait for a screen, which reads them piece by piece, and once more where a case takes them. */
export function createBrought({ openFile, randomId, announce }: BroughtParts): Brought {
  const untold: BroughtFile[] = [];
  const open = new Map<string, BroughtFileOpen>();
  const look = async (path: string): Promise<BroughtFile> => {
    const [file, name] = [randomId(), nameOf(path)];
    try {
      const found = await openFile(path);
      open.set(file, found);
      const [oldest] = open.keys();
      if (open.size > MOST && oldest !== undefined) open.delete(oldest);
      return { file, name, bytes: found.bytes, problem: null };
    } catch (error) {
      return { file, name, bytes: 0, problem: `It cannot be read: ${wordsOf(error)}.` };
    }
  };
  return {
    async bring(paths) {
      for (const path of paths) untold.push(await look(path));
      untold.splice(0, Math.max(0, untold.length - MOST));
      if (paths.length > 0) announce();
    },
    handlers: {
      'brought.take': () => ({ files: untold.splice(0) }),
      'brought.read': async ({ file, at, length }) => {
        const found = open.get(file);
        if (found === undefined)
          throw new Refused('conflict', 'The file is not here any more. Open it again.');
        const bytes = await found.read(at, length).catch((error: unknown) => {
          throw new Refused('unavailable', `The file cannot be read: ${wordsOf(error)}.`);
        });
        return { base64: Buffer.from(bytes).toString('base64') };
      },
    },
  };
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
