import { DAY } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { CliParts, PurgeSummary } from '../parts.ts';
import { DONE, UsageError } from '../usage.ts';

/** Fewer characters can be guessed. */
const LEAST_WORDS = 16;
const AGE = /^(\d{1,5})d$/;
/** The contract's own limits. */
const [LEAST_DAYS, MOST_DAYS] = [30, 3_650];

/** A verified copy of the database, beside a running engine too. */
export const backupCommand: Command = {
  usage: 'vigil backup FILE [--with-keys] [--db FILE] [--json]',
  operands: true,
  options: { 'with-keys': { type: 'boolean' } },
  async run(given, { output, parts, file, ask }) {
    const target = oneFile(given);
    const handOver = async (words: string) => (await ask('secrets.hand_over', { words })).sealed;
    const keys = given.flag('with-keys') ? { words: await newWords(parts), handOver } : null;
    const made = await parts.backup({ file, target, keys });
    output.result(made, () =>
      [
        `${made.file} holds everything up to ${made.taken_at} and is sound (${made.bytes} bytes, SHA-256 ${made.sha256}).`,
        ...(made.keys === null ? [] : [`${made.keys} holds the keys, shut with your words.`]),
      ].join('\n'),
    );
    return DONE;
  },
};

/** A backup in the place of the database. */
export const restoreCommand: Command = {
  usage: 'vigil restore FILE [--with-keys] [--user NAME] [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' }, 'with-keys': { type: 'boolean' } },
  async run(given, { output, parts, file }) {
    const backup = oneFile(given);
    const words = given.flag('with-keys') ? await parts.secret('The words that shut the keys: ') : null;
    const restored = await parts.restore({ file, backup, words, user: given.text('user') ?? null });
    output.result(restored, () =>
      [
        `${restored.backup} is in place. What was stored from ${restored.lost_from} to ${restored.lost_to} is not in it.`,
        ...(restored.keys === null ? [] : [`Keys that came along: ${restored.keys.join(', ') || 'none'}.`]),
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
        `${purged.events} events, ${purged.details} rows of evidence, dispatches, messages and the like, ${purged.cases} closed cases, ${purged.reports} kept reports, ${purged.messages} messages with a report and ${purged.others} other records from before ${purged.before} are deleted; what a hold is about stays. ${purged.backup} replaces ${purged.backups_replaced} older backups.${aside(purged)}`,
    );
    return DONE;
  },
};

/** What became of the databases that were put aside once. */
const aside = ({ quarantined, quarantined_kept }: PurgeSummary): string =>
  quarantined_kept > 0
    ? ` ${quarantined_kept} in quarantine stay because of the holds, with everything that is in them.`
    : quarantined > 0
      ? ` ${quarantined} that were in quarantine are deleted.`
      : '';

function beforeOf(given: Given): number {
  const text = given.needText('older-than');
  const days = Number(AGE.exec(text)?.[1] ?? 0);
  if (days < 1) throw new UsageError(`--older-than ${text}: expected a number of days such as 90d`);
  return Date.now() - days * DAY;
}

/** For how many days what is kept. */
export const retentionCommand: Command = {
  usage:
    'vigil retention [--days N] [--evidence-days N] [--cases-days N] [--reports-days N] [--user NAME] [--db FILE] [--json]',
  operands: false,
  options: {
    ...{ days: { type: 'string' }, 'evidence-days': { type: 'string' }, user: { type: 'string' } },
    ...{ 'cases-days': { type: 'string' }, 'reports-days': { type: 'string' } },
  },
  async run(given, { output, ask }) {
    const ages = [
      ['days', given.whole('days', LEAST_DAYS, MOST_DAYS)],
      ['evidence_days', given.whole('evidence-days', LEAST_DAYS, MOST_DAYS)],
      ['cases_days', given.whole('cases-days', LEAST_DAYS, MOST_DAYS)],
      ['reports_days', given.whole('reports-days', LEAST_DAYS, MOST_DAYS)],
    ].filter(([, days]) => days !== undefined);
    const kept =
      ages.length === 0
        ? await ask('retention.get', {})
        : await ask('retention.set', Object.fromEntries(ages), given.text('user') ?? null);
    output.result(
      kept,
      () =>
        `Events are kept for ${kept.days} days; evidence, dispatches and messages for ${kept.evidence_days} days after their finding was resolved; cases for ${kept.cases_days} days after they were closed; kept reports for ${kept.reports_days} days. What is older is deleted every night, unless a hold is about it.`,
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

/** Words for the keys, said twice. Throws UsageError for too few, and where they differ. */
async function newWords(parts: Pick<CliParts, 'secret'>): Promise<string> {
  const words = await parts.secret(`Words that shut the keys (at least ${LEAST_WORDS} characters): `);
  if (words.trim().length < LEAST_WORDS)
    throw new UsageError(
      `The words have ${words.trim().length} characters, expected at least ${LEAST_WORDS}.`,
    );
  if ((await parts.secret('Once more: ')) !== words) throw new UsageError('These are not the same words.');
  return words;
}
