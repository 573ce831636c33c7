import { readFile } from 'node:fs/promises';
import type { Given } from '../arguments.ts';
import { type Command, type CommandContext, Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';
import { writeNew } from '../write-new.ts';

/** A larger file is no bundle: what it may hold is limited too, in bytes. */
const LARGEST_BUNDLE = 80 * 1024 * 1024;

/** Sealed bundles: made, and checked without database, program or network. */
export const evidenceCommand: Command = {
  usage:
    'vigil evidence export ID --out FILE [--redact] | evidence verify FILE [--key FINGERPRINT] [--db FILE] [--json]',
  operands: true,
  options: { out: { type: 'string' }, redact: { type: 'boolean' }, key: { type: 'string' } },
  run(given, context) {
    const [action, operand, extra] = given.positionals;
    if (extra !== undefined) throw new UsageError(`What is ${extra}?`);
    if (action !== 'export' && action !== 'verify') throw new UsageError('export or verify is missing');
    if (operand === undefined)
      throw new UsageError(action === 'export' ? 'ID is missing' : 'FILE is missing');
    return action === 'export' ? exportOne(operand, given, context) : verifyOne(operand, given, context);
  },
};

async function exportOne(finding: string, given: Given, context: CommandContext): Promise<ExitCode> {
  const { parts, file, output } = context;
  const [out, redacted] = [given.needText('out'), given.flag('redact')];
  const { bytes, fingerprint } = await parts.evidence.export({
    file,
    finding,
    redacted,
    progress: output.tell,
  });
  await writeNew(out, bytes).catch((error: unknown) => {
    throw new Failure({ code: 'bad-request', message: `${out} cannot be written: ${wordsOf(error)}` });
  });
  output.result(
    { file: out, finding, redacted, bytes: bytes.length, signer: fingerprint },
    () => `${out} holds ${finding} with its evidence (${bytes.length} bytes), sealed by ${fingerprint}.`,
  );
  return DONE;
}

const wordsOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST'
    ? 'there is such a file already'
    : error instanceof Error
      ? error.message
      : String(error);

async function verifyOne(name: string, given: Given, context: CommandContext): Promise<ExitCode> {
  const { parts, file, output } = context;
  const bytes = await readFile(name).catch((error: unknown) => {
    throw new Failure({ code: 'not-found', message: `${name} cannot be read: ${wordsOf(error)}` });
  });
  if (bytes.length > LARGEST_BUNDLE)
    throw new Failure({ code: 'bad-request', message: `${name} is larger than any bundle.` });
  const key = given.text('key') ?? null;
  const { verdict, isOwn } = await parts.evidence.verify({ file, bytes, key });
  if (!verdict.ok) {
    output.result({ ok: false, part: verdict.part, why: verdict.why }, () =>
      plain(`${name} is not as it was sealed: ${verdict.part} ${verdict.why}.`),
    );
    return FAILED;
  }
  const { format, title, parts: held, finding, made_at, made_by, redacted, signer } = verdict.manifest;
  const bundles = held.filter((part) => part.name.startsWith('bundles/')).length;
  const isCase = format === 'vigil-case-file';
  const what = isCase ? `the case ${title} (${finding}) with ${bundles} bundles, each intact` : finding;
  const kind = isCase ? { kind: 'CASE', bundles } : { kind: 'BUNDLE' };
  const signed = key !== null ? 'EXPECTED' : isOwn ? 'OWN' : 'UNKNOWN';
  output.result(
    { ok: true, ...kind, finding, made_at, made_by, redacted, signer: signer.fingerprint, signed },
    () =>
      plain(
        `${name} is intact: ${what}, sealed ${made_at} by ${made_by}${redacted ? ', redacted by what it says of itself' : ''}.\n` +
          `${SIGNER[signed]} ${signer.fingerprint}.`,
      ),
  );
  return DONE;
}

const SIGNER = {
  EXPECTED: 'The signer is the one that was asked for,',
  OWN: 'The signer is this installation,',
  UNKNOWN: 'The signer is unknown: whoever gave it to you should tell you by another way that it is',
} as const;
