import { addSums } from '#core/indicators/finding-sums.ts';
import type { ArchiveReads } from '#main/ports/archive.ts';
import type { ReadModel } from '#main/ports/read-model.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { Refused } from '../handlers.ts';

/** The findings of the archive; null while nothing was ever moved there. Throws Refused where it cannot be read. */
export const archivedFindings = (archive: ArchiveReads): ReadModel['findings'] | null =>
  readable(archive.findings);

/** What indicators are added up from, in the database and in the archive. Throws Refused where that cannot be read. */
export function indicatorsWithArchive(
  live: ReadModel['indicators'],
  archive: ArchiveReads,
): ReadModel['indicators'] {
  const moved = readable(archive.indicators);
  return moved === null ? live : inBoth(live, moved);
}

/** What became of the findings of a runbook, in the database and in the archive. Throws Refused where that cannot be read. */
export function usesWithArchive(
  live: ReadModel['runbooks']['uses'],
  archive: ArchiveReads,
): ReadModel['runbooks']['uses'] {
  const moved = readable(archive.runbookUses);
  if (moved === null) return live;
  return (...asked) => {
    const [here, there] = [live(...asked), moved(...asked)];
    return {
      uses: [...here.uses, ...there.uses],
      ticks: [...here.ticks, ...there.ticks],
      cut: here.cut || there.cut,
    };
  };
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof StoreTrouble ? new Refused('unavailable', unreadable(error)) : error;
  }
}

/** A finding is in one of them, with its alerts and dispatches: sums of sums are those of everything. Reviews stay in the database. */
const inBoth = (live: ReadModel['indicators'], moved: ReadModel['indicators']): ReadModel['indicators'] => ({
  findings: (...asked) => addSums(live.findings(...asked), moved.findings(...asked)),
  behind: live.behind,
  foundAt(question) {
    const [here, there] = [live.foundAt(question), moved.foundAt(question)];
    return {
      own: new Set([...here.own, ...there.own]),
      others: new Set([...here.others, ...there.others]),
    };
  },
  byAlarm: (...asked) => [...live.byAlarm(...asked), ...moved.byAlarm(...asked)],
  judgedOf: (...asked) => [...live.judgedOf(...asked), ...moved.judgedOf(...asked)],
  reviews: live.reviews,
  alarms: (...asked) => [...live.alarms(...asked), ...moved.alarms(...asked)],
  alerts: (...asked) => [...live.alerts(...asked), ...moved.alerts(...asked)],
  periods(...asked) {
    const counts = new Map(live.periods(...asked));
    for (const [period, count] of moved.periods(...asked))
      counts.set(period, (counts.get(period) ?? 0) + count);
    return counts;
  },
  standing: (...asked) => live.standing(...asked) + moved.standing(...asked),
  dispatches(question) {
    const [here, there] = [live.dispatches(question), moved.dispatches(question)];
    return { sent: here.sent + there.sent, settled_with: here.settled_with + there.settled_with };
  },
});

/** What a check of the archive came to, also where it cannot be read at all. */
export function checkedArchive(archive: ArchiveReads): ReturnType<ArchiveReads['check']> {
  try {
    return archive.check();
  } catch (error) {
    if (!(error instanceof StoreTrouble)) throw error;
    return { findings: 0, problems: [unreadable(error)] };
  }
}

const unreadable = ({ message }: StoreTrouble): string =>
  `The archive cannot be read: ${message}. Its checked copy is backups/archive.db; “vigil findings --without-archive” does without it.`;
