import type { Finding } from '#core/model/finding.ts';
import { findingRecord } from '#core/model/finding-record.ts';
import { toIso } from '#core/model/time.ts';
import type { Command } from '../command.ts';
import { type Output, plain } from '../output.ts';
import { DONE, UsageError } from '../usage.ts';

/** A site's code may contain dots; the value begins at the first equals sign. */
const SETTING = /^[^=]+\.[^=.]+=/;

/** Audits the past: every cadence and timer under a simulated clock, over what is stored. */
export const replayCommand: Command = {
  usage: 'vigil replay --from T --to T [--set SITE.field=value]… [--dry-run] [--db FILE] [--json]',
  operands: false,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    set: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  },
  async run(given, { output, parts, file }) {
    const from = given.needInstant('from');
    const to = given.needInstant('to');
    if (from >= to) throw new UsageError('--to must be after --from');
    const summary = await parts.replay(
      { file, from, to, sets: settingsOf(given.all('set')), dry_run: given.flag('dry-run') },
      { opened: (finding) => tellFinding(finding, output), progress: output.tell },
    );
    output.result({ summary }, () => JSON.stringify(summary, null, 2));
    return DONE;
  },
};

function settingsOf(sets: readonly string[]): readonly string[] {
  const bad = sets.find((set) => !SETTING.test(set));
  if (bad !== undefined) throw new UsageError(`--set ${bad}: expected SITE.field=value`);
  return sets;
}

const tellFinding = (finding: Finding, output: Output): void =>
  output.result(findingRecord(finding), () =>
    plain(
      [
        toIso(finding.detected_at),
        finding.severity.padEnd(8),
        finding.site ?? '-',
        finding.finding_type,
        finding.subject || '-',
        finding.message,
      ].join('  '),
    ),
  );
