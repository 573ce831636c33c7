import type { Answer } from '#contract/index.ts';
import { DAY, toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const USAGE =
  'vigil runbooks [list | effect TYPE [--days N] | comparisons TYPE | compare TYPE --versions A,B --reason TEXT | end TYPE --reason TEXT | retire TYPE --reason TEXT | bring-back TYPE --reason TEXT] [--user NAME] [--db FILE] [--json]';

/** Runbooks, how each version of one did, and which of them new findings are opened with. They are read from files by `import`. */
export const runbooksCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    days: { type: 'string' },
    versions: { type: 'string' },
    reason: { type: 'string' },
    user: { type: 'string' },
  },
  run(given, context) {
    const [verb = 'list', type, ...more] = given.positionals;
    if (verb === 'list' && type === undefined) return list(context);
    if (verb === 'effect' && type !== undefined && more.length === 0) return effect(type, given, context);
    const stand = STANDINGS[verb];
    if (stand !== undefined && type !== undefined && more.length === 0) return stand(type, given, context);
    throw new UsageError('Say list, or effect, comparisons, compare, end, retire or bring-back with a TYPE.');
  },
};

async function list({ ask, output }: CommandContext): Promise<ExitCode> {
  const { types } = await ask('runbooks.gaps', {});
  if (types.length > 0) output.tell(`Without a runbook: ${types.join(', ')}.`);
  output.records(await ask('runbooks.list', {}), [
    { title: 'TYPE', of: ({ finding_type }) => finding_type },
    { title: 'TITLE', of: ({ title }) => title },
    { title: 'VERSION', of: ({ version }) => version },
    { title: 'STANDING', of: ({ retired, compared }) => standingOf(retired !== null, compared) },
    { title: 'STEPS', of: ({ steps }) => steps.length },
    { title: 'MINUTES', of: ({ escalation_sla_minutes }) => escalation_sla_minutes },
    { title: 'ROLE', of: ({ escalate_to_role }) => escalate_to_role },
    { title: 'ACTIONS', of: ({ auto_actions }) => auto_actions.join(', ') },
  ]);
  return DONE;
}

const standingOf = (isRetired: boolean, compared: { first: number; second: number } | null): string =>
  isRetired ? 'retired' : compared === null ? 'in use' : `${compared.first} and ${compared.second} compared`;

type Stand = (finding_type: string, given: Given, context: CommandContext) => Promise<ExitCode>;

/** What `vigil runbooks VERB TYPE` does beside telling. */
const STANDINGS: Readonly<Record<string, Stand>> = {
  async comparisons(finding_type, _, { ask, output }) {
    output.records(await ask('runbooks.comparisons', { finding_type }), [
      { title: 'BEGUN', of: ({ begun_at }) => toIso(begun_at) },
      { title: 'ENDED', of: ({ ended_at }) => (ended_at === null ? 'runs' : toIso(ended_at)) },
      { title: 'FIRST', of: ({ first }) => `version ${first.version}: ${shareOf(first.success)}` },
      { title: 'SECOND', of: ({ second }) => `version ${second.version}: ${shareOf(second.success)}` },
      {
        title: 'VERDICT',
        of: ({ verdict, first, second }) =>
          verdict === 'TOO_FEW' ? `too few: ${first.needed} and ${second.needed} to go` : verdict,
      },
    ]);
    return DONE;
  },
  async compare(finding_type, given, { ask, output }) {
    const [first = 0, second = 0] = versionsOf(given);
    const input = { finding_type, first, second, reason: given.needText('reason') };
    await ask('runbooks.compare', input, given.text('user') ?? null);
    output.tell(`From now on a new finding gets version ${first} or ${second}.`);
    return DONE;
  },
  async end(finding_type, given, { ask, output }) {
    const input = { finding_type, reason: given.needText('reason') };
    await ask('runbooks.end_comparison', input, given.text('user') ?? null);
    output.tell('New findings get the newest version again.');
    return DONE;
  },
  async retire(finding_type, given, { ask, output }) {
    const input = { finding_type, reason: given.needText('reason'), dry_run: false };
    const { left_without } = await ask('runbooks.retire', input, given.text('user') ?? null);
    output.tell(`No new finding is opened with ${finding_type}.`);
    if (left_without.length > 0) output.tell(`Without a runbook now: ${left_without.join(', ')}.`);
    return DONE;
  },
  async 'bring-back'(finding_type, given, { ask, output }) {
    const input = { finding_type, reason: given.needText('reason') };
    await ask('runbooks.bring_back', input, given.text('user') ?? null);
    output.tell(`New findings are opened with ${finding_type} again.`);
    return DONE;
  },
};

function versionsOf(given: Given): readonly number[] {
  const text = given.needText('versions');
  if (!/^[1-9]\d{0,5},[1-9]\d{0,5}$/.test(text))
    throw new UsageError(`--versions: found ${text}, expected two versions such as 1,2.`);
  return text.split(',').map(Number);
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
