import type { Answer } from '#contract/index.ts';
import { toIso } from '#core/model/time.ts';
import type { Command } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, FAILED } from '../usage.ts';

type Verified = Answer<'engine.verify'>;

/** What was written down outside of the database. */
const anchorsIn = ({ anchors }: Verified): string =>
  anchors === null || anchors.newest_at === null
    ? 'No head of it was written down outside of the database yet: a cut at its end would not show.'
    : plain(`${anchors.count} anchors in ${anchors.file} agree, the newest of ${toIso(anchors.newest_at)}.`);

/** Checks the whole database and every link of the audit trail's chain. */
export const verifyCommand: Command = {
  usage: 'vigil verify [--db FILE] [--json]',
  operands: false,
  options: {},
  async run(_given, { output, ask }) {
    const result = await ask('engine.verify', {});
    output.result(result, () =>
      result.ok
        ? `All is well: the database is sound, and the audit trail's ${result.trail_rows} rows are unbroken up to ${result.trail_head || 'its start'}.\n${anchorsIn(result)}`
        : ['Something is wrong:', ...result.problems.map((problem) => `  ${plain(problem)}`)].join('\n'),
    );
    return result.ok ? DONE : FAILED;
  },
};
