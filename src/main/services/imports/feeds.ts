import type { FeedCounts, TelemetryFile } from '#contract/imports.ts';
import type { Parsed } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';
import type { RecordLines, TelemetryReader } from '#main/ports/telemetry-files.ts';
import type { Undo } from '#main/ports/time.ts';
import { refusedAs } from '../fault.ts';
import { type Caller, type CommandHandlers, Refused } from '../handlers.ts';
import { inCells } from '../telemetry/in-cells.ts';
import { openFile, recordFormat } from './opened.ts';
import type { ImportParts } from './parts.ts';
import { tryLines } from './try-lines.ts';

/** A file of which nothing came for so long is let go: its window was closed. */
const IDLE = 120 * SECOND;
/** As many problems are told of one piece. */
const MOST_PROBLEMS = 100;
/** A person imports one file after the other; more are windows that were left. */
const MOST_AT_ONCE = 8;

type Feed = { readonly reader: TelemetryReader; next: number; letGo: Undo };
type FeedInput = Parsed<'imports.feed'>;

/** Telemetry files as they come in, piece by piece. What a piece brought is committed before the next is asked for. */
export function createFeeds(parts: ImportParts): {
  readonly feed: CommandHandlers['imports.feed'];
  readonly end: (importId: string) => void;
} {
  const { files, timers, ingest } = parts;
  const feeds = new Map<string, Feed>();

  function end(importId: string): void {
    const feed = feeds.get(importId);
    if (feed === undefined) return;
    feeds.delete(importId);
    feed.letGo();
    feed.reader.close();
  }

  function begin(importId: string, file: TelemetryFile): Feed {
    end(importId);
    if (feeds.size >= MOST_AT_ONCE)
      throw new Refused('unavailable', 'Other windows import telemetry. Try again in a moment.');
    const feed: Feed = { reader: openFile(files, file), next: 0, letGo: () => {} };
    feeds.set(importId, feed);
    return feed;
  }

  /** The feed that waits for this very piece: one that came twice, or to an engine that has started again, is no next one. */
  function waiting({ import: importId, file, piece }: FeedInput): Feed {
    const feed = piece === 0 ? begin(importId, file) : feeds.get(importId);
    if (feed?.next === piece) return feed;
    throw new Refused(
      'conflict',
      `${file.name} is not being read any more. Import it again: what was taken in counts once.`,
    );
  }

  async function take(
    { table, ...lines }: RecordLines,
    { file, dry_run }: FeedInput,
    caller: Caller,
  ): Promise<FeedCounts> {
    const { name, kind, site } = file;
    const format = recordFormat(kind);
    const input = {
      ...{ ...lines, file: name },
      ...(site === undefined ? {} : { site }),
      ...(format === null ? {} : { format }),
    };
    const counts = dry_run ? await tryLines(parts, input) : { ...(await ingest(input, caller)), unknown: [] };
    return { ...counts, problems: [...inCells(counts.problems.slice(0, MOST_PROBLEMS), table)] };
  }

  return {
    end,
    async feed(input, caller) {
      const { import: importId, text, last } = input;
      const feed = waiting(input);
      feed.letGo();
      feed.letGo = timers.after(IDLE, () => end(importId));
      feed.next += 1;
      try {
        const counts: FeedCounts[] = [];
        const { lines, refused } = await feed.reader.take(text, last);
        for (const chunk of lines) counts.push(await take(chunk, input, caller));
        if (refused !== null) throw refusedAs(refused);
        if (last) end(importId);
        return added(counts);
      } catch (error) {
        end(importId);
        throw error;
      }
    },
  };
}

function added(counts: readonly FeedCounts[]): FeedCounts {
  const sum = (of: 'accepted' | 'duplicates' | 'quarantined') =>
    counts.reduce((total, each) => total + each[of], 0);
  return {
    accepted: sum('accepted'),
    duplicates: sum('duplicates'),
    quarantined: sum('quarantined'),
    problems: counts.flatMap(({ problems }) => problems).slice(0, MOST_PROBLEMS),
    unknown: counts.flatMap(({ unknown }) => unknown),
  };
}
