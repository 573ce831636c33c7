import { HOLD_KINDS } from '#core/model/hold.ts';
import { toIso } from '#core/model/time.ts';
import type { Command } from '../command.ts';
import { DONE, UsageError } from '../usage.ts';

/** Legal holds: what they are about is not deleted, however old. */
export const holdCommand: Command = {
  usage:
    'vigil hold list | hold place FINDING|PERSON|SITE CODE --because TEXT | hold release FINDING|PERSON|SITE CODE --because TEXT [--user NAME] [--db FILE] [--json]',
  operands: true,
  options: { because: { type: 'string' }, user: { type: 'string' } },
  async run(given, { output, ask }) {
    const [action, kind, code, extra] = given.positionals;
    if (extra !== undefined) throw new UsageError(`What is ${extra}?`);
    const { holds } =
      action === undefined || action === 'list'
        ? await ask('holds.list', {})
        : await ask(
            methodOf(action),
            {
              kind: kindOf(kind),
              code: code ?? '',
              reason: given.needText('because'),
            },
            given.text('user') ?? null,
          );
    output.records(
      holds.map((hold) => ({ ...hold, at: toIso(hold.at) })),
      [
        { title: 'KIND', of: (hold) => hold.kind },
        { title: 'CODE', of: (hold) => hold.code },
        { title: 'SINCE', of: (hold) => hold.at },
        { title: 'BY', of: (hold) => hold.by },
        { title: 'BECAUSE', of: (hold) => hold.reason },
      ],
    );
    return DONE;
  },
};

function methodOf(action: string): 'holds.place' | 'holds.release' {
  if (action === 'place' || action === 'release') return `holds.${action}`;
  throw new UsageError('Say place, release or list.');
}

function kindOf(text: string | undefined) {
  const kind = HOLD_KINDS.find((each) => each === text?.toUpperCase());
  if (kind === undefined)
    throw new UsageError(`${text ?? 'Nothing'} is no kind: expected ${HOLD_KINDS.join(', ')}`);
  return kind;
}
