import { readFile, stat } from 'node:fs/promises';
import type { Answer } from '#contract/index.ts';
import { CALENDAR_USES } from '#core/model/file-kind.ts';
import { type Command, Failure, problemLines } from '../command.ts';
import { diffLines } from '../diff-lines.ts';
import { DONE, UsageError } from '../usage.ts';

const LARGEST_FILE = 32 * 1024 * 1024;
const USAGE =
  'vigil import FILE… [--dry-run] [--deactivate-missing] [--site CODE] [--person CODE] [--use shifts|maintenance] [--db FILE] [--json]';

type Diff = Answer<'configuration.import'>;

/** Site configuration, runbooks, geofences and calendars: all or nothing, and with --dry-run only the difference. */
export const importCommand: Command = {
  usage: USAGE,
  operands: true,
  options: {
    'dry-run': { type: 'boolean' },
    'deactivate-missing': { type: 'boolean' },
    site: { type: 'string' },
    person: { type: 'string' },
    use: { type: 'string' },
  },
  async run(given, { output, ask }) {
    if (given.positionals.length === 0) throw new UsageError('Name at least one file.');
    const said = {
      site: given.text('site'),
      person: given.text('person'),
      use: given.oneOf('use', CALENDAR_USES),
    };
    const texts = await Promise.all(given.positionals.map(readText));
    const files = texts.map((file) => ({ ...file, ...said }));
    const diff = await ask('configuration.import', {
      files,
      dry_run: given.flag('dry-run'),
      deactivate_missing: given.flag('deactivate-missing'),
    });
    output.result(diff, () => [...diffLines(diff.entries), outcome(diff)].join('\n'));
    for (const line of problemLines(diff.problems)) output.tell(line);
    return DONE;
  },
};

/** The text of a configuration file. Throws Failure for one that is missing or too large. */
async function readText(name: string): Promise<{ name: string; text: string }> {
  try {
    const { size } = await stat(name);
    if (size > LARGEST_FILE) throw new Error(`${size} bytes are more than ${LARGEST_FILE}`);
    return { name, text: await readFile(name, 'utf8') };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure({ code: 'invalid-file', message: `Cannot read ${name}: ${why}` });
  }
}

function outcome({ entries, counts, dry_run, version }: Diff): string {
  const told = (['added', 'changed', 'unchanged', 'missing', 'deactivated'] as const)
    .map((change) => [entries.filter((entry) => entry.change === change).length, change] as const)
    .filter(([count]) => count > 0)
    .map(([count, change]) => `${count} ${change}`);
  const held = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  const done = dry_run
    ? 'Nothing was written (dry run).'
    : `Configuration version ${version ?? 'unchanged'}.`;
  return `${told.join(', ') || 'nothing'}; in the files: ${held.join(', ')}. ${done}`;
}
