import { DAY } from '#core/model/time.ts';
import type { Spool, SpoolPlace } from '#main/ports/spool.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import { createFeeds } from './feeds.ts';
import type { ImportParts } from './parts.ts';
import { createSampler } from './sample.ts';

/** What one import may put aside, bytes: more files than that are imported one after the other. */
const MOST_ASIDE = 128 * 1024 * 1024;

type Names = 'imports.put' | 'imports.configuration' | 'imports.sample' | 'imports.feed' | 'imports.end';

/** The import as a screen drives it: files come in pieces, and go the ways of the command line. */
export function createImports(parts: ImportParts): Pick<CommandHandlers, Names> {
  const { spool, clock, importFiles } = parts;
  const feeds = createFeeds(parts);
  return {
    'imports.put': ({ text, ...place }) => {
      if (place.file === 0 && place.piece === 0) spool.sweep(clock.now() - DAY);
      if (spool.size(place.import) + text.length > MOST_ASIDE)
        throw new Refused(
          'bad-request',
          `These files are larger than ${MOST_ASIDE / 1024 / 1024} MB together. Import them one after the other.`,
        );
      putAside(spool, place, text);
      return {};
    },
    'imports.configuration': ({ import: importId, files, ...options }, caller) =>
      importFiles(
        {
          ...options,
          files: files.map(({ file, pieces, ...about }) => {
            const text = spool.read({ import: importId, file }, pieces);
            if (text !== null) return { ...about, text };
            throw new Refused('not-found', `${about.name} is not here any more. Choose it again.`);
          }),
        },
        caller,
      ),
    'imports.sample': createSampler(parts),
    'imports.feed': feeds.feed,
    'imports.end': ({ import: importId }) => {
      feeds.end(importId);
      spool.remove(importId);
      return {};
    },
  };
}

/** Throws Refused where the disk has no room or cannot be written. */
function putAside(spool: Spool, place: SpoolPlace, text: string): void {
  try {
    spool.put(place, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Refused(
      'unavailable',
      `The files cannot be put aside (${String(error.code)}). Nothing was changed.`,
    );
  }
}

/** The same without a place to put files, as in a replay and on the command line, which reads its files itself. */
export const NO_IMPORTS: Pick<CommandHandlers, Names> = {
  'imports.put': noImports,
  'imports.configuration': noImports,
  'imports.sample': noImports,
  'imports.feed': noImports,
  'imports.end': noImports,
};

function noImports(): never {
  throw new Refused(
    'unavailable',
    'Only a running Vigil takes files in pieces. Use vigil import and vigil ingest.',
  );
}
