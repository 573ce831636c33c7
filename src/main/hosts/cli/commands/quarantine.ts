import type { Answer, Input } from '#contract/index.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';

/** As many as the contract gives at once. */
const MOST = 1_000;
const REASONS = ['UNKNOWN_SITE', 'FUTURE', 'INVALID'] as const;
const USAGE =
  'vigil quarantine [--reason R] [--source S] [--all] | quarantine groups | quarantine retry [ID…] | quarantine discard [ID…] --because TEXT [--user U] [--db FILE] [--json]';

/** Telemetry that was not taken in; its raw lines with --json alone, for they may name people. */
export const quarantineCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    reason: { type: 'string' },
    source: { type: 'string' },
    all: { type: 'boolean' },
    because: { type: 'string' },
    user: { type: 'string' },
  },
  run(given, context) {
    const [verb, ...operands] = given.positionals;
    if (verb === undefined) return list(given, context);
    if (verb === 'groups' && operands.length === 0) return groups(context);
    if (verb === 'retry') return retry(choiceOf(given, operands), given, context);
    if (verb === 'discard') return discard(choiceOf(given, operands), given, context);
    throw new UsageError('Say quarantine, quarantine groups, quarantine retry or quarantine discard.');
  },
};

type Choice = Input<'quarantine.retry'>;

function choiceOf(given: Given, operands: readonly string[]): Choice {
  const reason = given.oneOf('reason', REASONS);
  const source = given.text('source');
  return {
    ...(operands.length === 0 ? {} : { ids: operands.map(numberOf) }),
    ...(reason === undefined ? {} : { reason }),
    ...(source === undefined ? {} : { source }),
  };
}

function numberOf(text: string): number {
  const id = Number(text);
  if (/^\d+$/.test(text) && id >= 1 && Number.isSafeInteger(id)) return id;
  throw new UsageError(`${text}: expected the number of a line in quarantine`);
}

async function retry(choice: Choice, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const taken = await ask('quarantine.retry', choice, given.text('user') ?? null);
  const { accepted, duplicates, remaining } = taken;
  output.result(taken, () => `${accepted} accepted, ${duplicates} duplicates, ${remaining} lines remain`);
  return remaining === 0 ? DONE : FAILED;
}

async function discard(choice: Choice, given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const because = given.needText('because');
  const gone = await ask('quarantine.discard', { ...choice, because }, given.text('user') ?? null);
  output.result(gone, () => `${gone.discarded} lines discarded`);
  return DONE;
}

async function groups({ ask, output }: CommandContext): Promise<ExitCode> {
  const found = await ask('quarantine.groups', {});
  output.records(
    found.map((group) => ({ ...group, newest_at: toIso(group.newest_at) })),
    [
      { title: 'REASON', of: (group) => group.reason },
      { title: 'SOURCE', of: (group) => group.source },
      { title: 'LINES', of: (group) => String(group.lines) },
      { title: 'NEWEST', of: (group) => group.newest_at },
    ],
  );
  return DONE;
}

async function list(given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const { ids: _, ...choice } = choiceOf(given, []);
  const rows: Answer<'quarantine.list'>[number][] = [];
  for (let page = await ask('quarantine.list', { ...choice, limit: MOST }); ; ) {
    rows.push(...page);
    const last = page.at(-1);
    if (!given.flag('all') || page.length < MOST || last === undefined) break;
    page = await ask('quarantine.list', { ...choice, limit: MOST, before: last.id });
  }
  output.records(
    rows.map((row) => ({ ...row, at: toIso(row.at) })),
    [
      { title: 'ID', of: (row) => String(row.id) },
      { title: 'AT', of: (row) => row.at },
      { title: 'REASON', of: (row) => row.reason },
      { title: 'SITE', of: (row) => row.site },
      { title: 'SOURCE', of: (row) => row.source },
      { title: 'PLACE', of: (row) => row.place },
      { title: 'DETAIL', of: (row) => row.detail },
    ],
  );
  if (!given.flag('all') && rows.length === MOST)
    output.tell(`These are the newest ${MOST}; --all lists the rest.`);
  return DONE;
}
