import type { Input } from '#contract/index.ts';
import { DELIVERY_LISTS } from '#core/model/action.ts';
import { toIso } from '#core/model/time.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

const USAGE =
  'vigil actions [list | messages [--finding ID] [--list LIST] | roles | stop --reason TEXT | resume] [--db FILE] [--json]';

/** What Vigil does outside of itself: what is set up, what became of messages, and the kill switch. */
export const actionsCommand: Command = {
  usage: USAGE,
  operands: true,
  options: { finding: { type: 'string' }, list: { type: 'string' }, reason: { type: 'string' } },
  run(given, context) {
    const [verb = 'list', ...more] = given.positionals;
    if (more.length > 0) throw new UsageError(USAGE);
    if (verb === 'list') return list(context);
    if (verb === 'messages') return messages(given, context);
    if (verb === 'roles') return roles(context);
    if (verb === 'stop') return stop(given, context);
    if (verb === 'resume') return resume(context);
    throw new UsageError('Say list, messages, roles, stop or resume.');
  },
};

async function list({ ask, output }: CommandContext): Promise<ExitCode> {
  const { actions, rails } = await ask('actions.list', {});
  if (rails.stopped !== null)
    output.tell(`Everything is stopped by ${rails.stopped.by}: ${rails.stopped.reason}`);
  if (rails.dry_run) output.tell('Dry run: what would go is written down and not sent.');
  output.records(
    actions.map(({ means, changed_at, ...action }) => ({
      ...action,
      kind: means?.kind ?? null,
      changed_at: toIso(changed_at),
    })),
    [
      { title: 'ACTION', of: ({ name }) => name },
      { title: 'WHAT', of: ({ title }) => title },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'ON', of: ({ on }) => (on ? 'yes' : 'no') },
      { title: 'PER HOUR', of: ({ hourly_cap }) => hourly_cap },
      { title: 'RUNBOOKS', of: ({ used_by }) => used_by.length },
    ],
  );
  return DONE;
}

async function messages(given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const wanted = given.text('list')?.toUpperCase();
  const among = DELIVERY_LISTS.find((each) => each === wanted);
  if (wanted !== undefined && among === undefined)
    throw new UsageError(`--list is one of ${DELIVERY_LISTS.join(', ')}.`);
  const finding = given.text('finding');
  const question: Input<'deliveries.list'> = {
    limit: 500,
    ...(among === undefined ? {} : { list: among }),
    ...(finding === undefined ? {} : { finding }),
  };
  const { deliveries } = await ask('deliveries.list', question);
  output.records(
    deliveries.map(
      ({ id, action, finding_id, report_id, site, kind, state, requested_at, attempts, last, note }) => ({
        ...{
          id,
          action,
          finding_id,
          report_id,
          site,
          kind,
          state,
          requested_at: toIso(requested_at),
          attempts,
        },
        outcome: note ?? last?.outcome ?? null,
      }),
    ),
    [
      { title: 'ASKED FOR', of: ({ requested_at }) => requested_at },
      { title: 'ACTION', of: ({ action }) => action },
      { title: 'ABOUT', of: ({ finding_id, report_id }) => finding_id ?? report_id },
      { title: 'KIND', of: ({ kind }) => kind },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'OUTCOME', of: ({ outcome }) => outcome },
    ],
  );
  return DONE;
}

async function roles({ ask, output }: CommandContext): Promise<ExitCode> {
  const { roles: all } = await ask('escalation.list', {});
  output.records(all, [
    { title: 'ROLE', of: ({ role }) => role },
    {
      title: 'THEN',
      of: ({ chain }) => chain.map((step) => `${step.role} +${step.after_minutes}`).join(', '),
    },
    { title: 'AGAIN (MIN)', of: ({ again_minutes }) => again_minutes },
    {
      title: 'QUIET',
      of: ({ quiet_hours }) =>
        quiet_hours.map(({ days, start, end }) => `${days.join(' ')} ${start}-${end}`).join(', '),
    },
  ]);
  return DONE;
}

async function stop(given: Given, { ask, output }: CommandContext): Promise<ExitCode> {
  const reason = given.text('reason');
  if (reason === undefined) throw new UsageError('Say why: --reason TEXT.');
  const { stopped } = await ask('actions.stop', { reason });
  output.result({ stopped }, () => 'Nothing leaves any more.');
  return DONE;
}

async function resume({ ask, output }: CommandContext): Promise<ExitCode> {
  const { stopped } = await ask('actions.resume', {});
  output.result({ stopped }, () => 'Messages go again.');
  return DONE;
}
