import { DAY } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command } from '../command.ts';
import { DONE, UsageError } from '../usage.ts';

const AGE = /^(\d{1,5})d$/;
/** The contract's own limits. */
const [LEAST_DAYS, MOST_DAYS] = [30, 3_650];

/** A verified copy of the database, beside a running engine too. */
export const backupCommand: Command = {
  usage: 'vigil backup FILE [--db FILE] [--json]',
  operands: true,
  options: {},
  async run(given, { output, parts, file }) {
    const made = await parts.backup({ file, target: oneFile(given) });
    output.result(
      made,
      () =>
        `${made.file} holds everything up to ${made.taken_at} and is sound (${made.bytes} bytes, SHA-256 ${made.sha256}).`,
    );
    return DONE;
  },
};

/** A backup in the place of the database. */
export const restoreCommand: Command = {
  usage: 'vigil restore FILE [--user NAME] [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' } },
  async run(given, { output, parts, file }) {
    const restored = await parts.restore({ file, backup: oneFile(given), user: given.text('user') ?? null });
    output.result(restored, () =>
      [
        `${restored.backup} is in place. What was stored from ${restored.lost_from} to ${restored.lost_to} is not in it.`,
        ...(restored.moved_to === null ? [] : [`The database that was there is in ${restored.moved_to}.`]),
      ].join('\n'),
    );
    return DONE;
  },
};

/** Findings of long ago moved to a file of their own, where they are searched as before. */
export const archiveCommand: Command = {
  usage: 'vigil archive --older-than DAYSd [--user NAME] [--db FILE] [--json]',
  operands: false,
  options: { 'older-than': { type: 'string' }, user: { type: 'string' } },
  async run(given, { output, parts, file }) {
    const archived = await parts.archive(
      { file, before: beforeOf(given), user: given.text('user') ?? null },
      output.tell,
    );
    output.result(
      archived,
      () =>
        `${archived.findings} findings that were resolved before ${archived.before} are in ${archived.archive} now, with all that belongs to them. “vigil findings” finds them as before.`,
    );
    return DONE;
  },
};

/** Everything of long ago deleted, and the backups that held it replaced. */
export const purgeCommand: Command = {
  usage: 'vigil purge --older-than DAYSd [--user NAME] [--db FILE] [--json]',
  operands: false,
  options: { 'older-than': { type: 'string' }, user: { type: 'string' } },
  async run(given, { output, parts, file }) {
    const purged = await parts.purge(
      { file, before: beforeOf(given), user: given.text('user') ?? null },
      output.tell,
    );
    output.result(
      purged,
      () =>
        `${purged.events} events, ${purged.details} rows of evidence, dispatches, messages and the like, and ${purged.others} other records from before ${purged.before} are deleted; what a hold is about stays. ${purged.backup} replaces ${purged.backups_replaced} older backups.`,
    );
    return DONE;
  },
};

function beforeOf(given: Given): number {
  const text = given.needText('older-than');
  const days = Number(AGE.exec(text)?.[1] ?? 0);
  if (days < 1) throw new UsageError(`--older-than ${text}: expected a number of days such as 90d`);
  return Date.now() - days * DAY;
}

/** For how many days what is kept. */
export const retentionCommand: Command = {
  usage: 'vigil retention [--days N] [--evidence-days N] [--user NAME] [--db FILE] [--json]',
  operands: false,
  options: { days: { type: 'string' }, 'evidence-days': { type: 'string' }, user: { type: 'string' } },
  async run(given, { output, ask }) {
    const days = given.whole('days', LEAST_DAYS, MOST_DAYS);
    const evidence_days = given.whole('evidence-days', LEAST_DAYS, MOST_DAYS);
    const isQuestion = days === undefined && evidence_days === undefined;
    const kept = isQuestion
      ? await ask('retention.get', {})
      : await ask(
          'retention.set',
          {
            ...(days === undefined ? {} : { days }),
            ...(evidence_days === undefined ? {} : { evidence_days }),
          },
          given.text('user') ?? null,
        );
    output.result(
      kept,
      () =>
        `Events are kept for ${kept.days} days; evidence, dispatches and messages for ${kept.evidence_days} days after their finding was resolved. What is older is deleted every night, unless a hold is about it.`,
    );
    return DONE;
  },
};

function oneFile(given: Given): string {
  const [file, second] = given.positionals;
  if (file === undefined) throw new UsageError('FILE is missing');
  if (second !== undefined) throw new UsageError(`What is ${second}?`);
  return file;
}
