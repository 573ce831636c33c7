import type { Answer } from '#contract/index.ts';
import { DAY } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const USAGE = 'vigil runbooks [list | effect TYPE [--days N]] [--db FILE] [--json]';

/** Runbooks, and how each version of one did. They are read from files by `import`. */
export const runbooksCommand: Command = {
  usage: USAGE,
  operands: true,
  options: { days: { type: 'string' } },
  run(given, context) {
    const [verb = 'list', type, ...more] = given.positionals;
    if (verb === 'list' && type === undefined) return list(context);
    if (verb === 'effect' && type !== undefined && more.length === 0) return effect(type, given, context);
    throw new UsageError('Say list or effect TYPE.');
  },
};

async function list({ ask, output }: CommandContext): Promise<ExitCode> {
  output.records(await ask('runbooks.list', {}), [
    { title: 'TYPE', of: ({ finding_type }) => finding_type },
    { title: 'TITLE', of: ({ title }) => title },
    { title: 'VERSION', of: ({ version }) => version },
    { title: 'STEPS', of: ({ steps }) => steps.length },
    { title: 'MINUTES', of: ({ escalation_sla_minutes }) => escalation_sla_minutes },
    { title: 'ROLE', of: ({ escalate_to_role }) => escalate_to_role },
    { title: 'ACTIONS', of: ({ auto_actions }) => auto_actions.join(', ') },
  ]);
  return DONE;
}

const LONGEST_DAYS = 3_650;

async function effect(
  finding_type: string,
  given: Given,
  { ask, output }: CommandContext,
): Promise<ExitCode> {
  const days = given.whole('days', 1, LONGEST_DAYS) ?? 90;
  const to = Date.now();
  const { versions, cut } = await ask('runbooks.effect', { finding_type, from: to - days * DAY, to });
  if (cut) output.tell('There are more findings than were counted: the newest were.');
  output.records(versions, [
    { title: 'VERSION', of: ({ version }) => version },
    { title: 'USED', of: ({ used }) => used },
    { title: 'SUCCESS', of: ({ success }) => shareOf(success) },
    { title: 'ESCALATED', of: ({ escalated }) => shareOf(escalated) },
    { title: 'REOPENED', of: ({ reopened }) => shareOf(reopened) },
  ]);
  return DONE;
}

/** A share with its doubt: `71 % (52 to 85, n 24)`. */
function shareOf({ n, share, low, high }: Answer<'runbooks.effect'>['versions'][number]['success']): string {
  const percent = (part: number | null) => (part === null ? '?' : Math.round(part * 100));
  return share === null ? `n ${n}` : `${percent(share)} % (${percent(low)} to ${percent(high)}, n ${n})`;
}
