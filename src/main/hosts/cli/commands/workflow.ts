import type { Answer } from '#contract/index.ts';
import { DISPOSITIONS } from '#core/model/finding.ts';
import type { Given } from '../arguments.ts';
import type { Command } from '../command.ts';
import { type Output, plain } from '../output.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';

const LONGEST_SHELVING = 10_080;

export const ackCommand: Command = {
  usage: 'vigil ack ID… --user U [--note N] [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' }, note: { type: 'string' } },
  async run(given, { output, ask }) {
    const note = given.text('note');
    const input = { ids: idsOf(given), ...(note === undefined ? {} : { note }) };
    return report('acknowledged', await ask('findings.acknowledge', input, given.needText('user')), output);
  },
};

export const resolveCommand: Command = {
  usage: `vigil resolve ID… --user U --disposition ${DISPOSITIONS.join('|')} --note N [--db FILE] [--json]`,
  operands: true,
  options: { user: { type: 'string' }, disposition: { type: 'string' }, note: { type: 'string' } },
  async run(given, { output, ask }) {
    const disposition = given.oneOf('disposition', DISPOSITIONS);
    if (disposition === undefined) throw new UsageError('--disposition is missing');
    const input = { ids: idsOf(given), disposition, note: given.needText('note') };
    return report('resolved', await ask('findings.resolve', input, given.needText('user')), output);
  },
};

export const amendCommand: Command = {
  usage: `vigil amend ID… --user U --disposition ${DISPOSITIONS.join('|')} --reason R [--db FILE] [--json]`,
  operands: true,
  options: { user: { type: 'string' }, disposition: { type: 'string' }, reason: { type: 'string' } },
  async run(given, { output, ask }) {
    const disposition = given.oneOf('disposition', DISPOSITIONS);
    if (disposition === undefined) throw new UsageError('--disposition is missing');
    const input = { ids: idsOf(given), disposition, reason: given.needText('reason') };
    return report('amended', await ask('findings.amend', input, given.needText('user')), output);
  },
};

export const shelveCommand: Command = {
  usage: 'vigil shelve ID… --user U --minutes M --reason R [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' }, minutes: { type: 'string' }, reason: { type: 'string' } },
  async run(given, { output, ask }) {
    const minutes = given.needWhole('minutes', 1, LONGEST_SHELVING);
    const input = { ids: idsOf(given), minutes, reason: given.needText('reason') };
    return report('shelved', await ask('findings.shelve', input, given.needText('user')), output);
  },
};

export const noteCommand: Command = {
  usage: 'vigil note ID… --user U --text T [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' }, text: { type: 'string' } },
  async run(given, { output, ask }) {
    const input = { ids: idsOf(given), text: given.needText('text') };
    return report('given a note', await ask('findings.note', input, given.needText('user')), output);
  },
};

export const assignCommand: Command = {
  usage: 'vigil assign ID… --user U --to NAME [--note N] [--db FILE] [--json]',
  operands: true,
  options: { user: { type: 'string' }, to: { type: 'string' }, note: { type: 'string' } },
  async run(given, { output, ask }) {
    const note = given.text('note');
    const input = { ids: idsOf(given), to: given.needText('to'), ...(note === undefined ? {} : { note }) };
    return report('given away', await ask('findings.assign', input, given.needText('user')), output);
  },
};

export const handOverCommand: Command = {
  usage:
    'vigil hand-over [ID…] --user U (--to NAME | --role ROLE) --note N [--db FILE] [--json]\n  without ID: everything that U sees to',
  operands: true,
  options: {
    user: { type: 'string' },
    to: { type: 'string' },
    role: { type: 'string' },
    note: { type: 'string' },
  },
  async run(given, { output, ask }) {
    const [person, role] = [given.text('to'), given.text('role')];
    if ((person === undefined) === (role === undefined)) throw new UsageError('Give --to or --role.');
    const to = role === undefined ? { person: person ?? '' } : { role };
    const ids = given.positionals.length === 0 ? ('all' as const) : [...given.positionals];
    const input = { ids, to, note: given.needText('note') };
    return report('handed over', await ask('findings.hand_over', input, given.needText('user')), output);
  },
};

function idsOf({ positionals }: Given): string[] {
  if (positionals.length === 0) throw new UsageError('Name at least one finding.');
  return [...positionals];
}

function report(done: string, result: Answer<'findings.acknowledge'>, output: Output): ExitCode {
  output.result(result, () => `${result.changed.length} ${done}`);
  for (const { id, why } of result.refused) output.tell(plain(`${id}: ${why}`));
  return result.refused.length > 0 ? FAILED : DONE;
}
