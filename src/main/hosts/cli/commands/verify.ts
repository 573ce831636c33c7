import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED } from '../usage.ts';

/** Checks the whole database and every link of the audit trail's chain. */
export const verifyCommand: Command = {
  usage: 'vigil verify [--db FILE] [--json]',
  operands: false,
  options: {},
  async run(_given, { output, ask }) {
    const result = await ask('engine.verify', {});
    output.result(result, () =>
      result.ok
        ? `All is well: the database is sound, and the audit trail's ${result.trail_rows} rows are unbroken up to ${result.trail_head || 'its start'}.`
        : ['Something is wrong:', ...result.problems.map((problem) => `  ${plain(problem)}`)].join('\n'),
    );
    return result.ok ? DONE : FAILED;
  },
};
