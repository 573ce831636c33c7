import { writeFile } from 'node:fs/promises';
import { EXPORT_FORMATS } from '#contract/configuration.ts';
import type { Answer } from '#contract/index.ts';
import type { Given } from '../arguments.ts';
import { type CommandContext, Failure } from '../command.ts';
import { diffLines } from '../diff-lines.ts';
import { isoOrNull } from '../instants.ts';
import type { Column } from '../output.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';

type Version = Answer<'configuration.versions'>[number];
type Printed = Omit<Version, 'at'> & { readonly at: string | null };

const printed = (row: Version): Printed => ({ ...row, at: isoOrNull(row.at) });

const COLUMNS: readonly Column<Printed>[] = [
  { title: 'VERSION', of: ({ version }) => version },
  { title: 'AT', of: ({ at }) => at },
  { title: 'WHO', of: ({ actor }) => actor },
  { title: 'WHAT', of: whatOf },
  { title: 'TENANTS', of: ({ tenants }) => tenants },
  { title: 'CLIENTS', of: ({ clients }) => clients },
  { title: 'SITES', of: ({ sites }) => sites },
  { title: 'RUNBOOKS', of: ({ runbooks }) => runbooks },
  { title: 'REASON', of: ({ reason }) => reason },
];

function whatOf({ kind, files, undone }: Printed): string {
  if (kind === 'files') return `import ${files.join(', ')}`.trimEnd();
  return kind === 'edit' ? 'edit' : `took back ${undone ?? 'a version'}`;
}

/** The versions of the configuration, or what one of them changed. */
export async function showHistory(
  version: number | null,
  given: Given,
  { output, ask }: CommandContext,
): Promise<ExitCode> {
  if (version === null) {
    const limit = given.whole('limit', 1, 500) ?? 50;
    output.records((await ask('configuration.versions', { limit })).map(printed), COLUMNS);
    return DONE;
  }
  const { about, entries } = await ask('configuration.version', { version });
  const record = { ...printed(about), entries };
  output.result(record, () =>
    [`Version ${version}, ${record.at}, ${about.actor}: ${whatOf(record)}`, ...diffLines(entries)].join('\n'),
  );
  return DONE;
}

/** Takes back what one version changed. */
export async function undoVersion(
  version: number | null,
  given: Given,
  { output, ask }: CommandContext,
): Promise<ExitCode> {
  if (version === null) throw new UsageError('Say which version, as sites history shows them.');
  const dry_run = given.flag('dry-run');
  const reason = given.text('reason');
  const input = { version, dry_run, ...(reason === undefined ? {} : { reason }) };
  const diff = await ask('configuration.roll_back', input, given.text('user') ?? null);
  output.result(diff, () => {
    const done = dry_run ? 'Nothing was written (dry run).' : `Configuration version ${diff.version}.`;
    const left = diff.left.map(({ scope, code }) => `left: ${scope.toLowerCase()} ${code}`);
    return [...diffLines(diff.entries), ...left, done].join('\n');
  });
  return DONE;
}

/** Writes the configuration as a file that an import reads back without a difference. */
export async function exportSites(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const place = (name: 'tenant' | 'client' | 'site') => {
    const code = given.text(name);
    return code === undefined ? {} : { [name]: code };
  };
  const out = given.text('out');
  const isJson = out?.toLowerCase().endsWith('.json') ?? false;
  const format = given.oneOf('format', EXPORT_FORMATS) ?? (isJson ? 'json' : 'yaml');
  const { text, name, ...rest } = await ask('configuration.export', {
    ...place('tenant'),
    ...place('client'),
    ...place('site'),
    format,
  });
  if (out === undefined) {
    output.result({ name, ...rest, text }, () => text.trimEnd());
    return DONE;
  }
  await writeNew(out, text);
  const counted = rest.sites === 1 ? '1 site' : `${rest.sites} sites`;
  output.result({ file: out, ...rest }, () => `${counted} of version ${rest.version} written to ${out}.`);
  return DONE;
}

/** Writes a file that is not there yet. Throws Failure where it is, or where it cannot be written. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure({ code: 'bad-request', message: `Cannot write ${file}: ${why}` });
  }
}
