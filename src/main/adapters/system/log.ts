import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redactNumber, redactText } from '#core/privacy/redact.ts';
import type { Log } from '#main/ports/log.ts';
import type { Clock } from '#main/ports/time.ts';

/** Field names whose values are about people or places: they never reach a log, whoever passes them. */
const PRIVATE =
  /^(lat|lon|latitude|longitude|coordinates|position|location|(\w+_)?name|(\w+_)?phone|(\w+_)?email|address_line|attributes|raw|text|note|reason_text|secret|password|pin|code_word|session|token|key|authorization)$/i;
const LONGEST_TEXT = 4_000;
const ROTATE_AT_BYTES = 5 * 1024 * 1024;
/** Files that are kept beside the newest one. */
const OLDER = 4;

/**
 * A log that writes one JSON object per line through `write`. Whatever passes here is redacted: private fields, and in every text addresses, numbers
 * to call, coordinates and what a parser repeats of its input (T4 of the catalogue of failures).
 */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const tell =
    (level: string): Log['info'] =>
    (message, fields) =>
      write(
        JSON.stringify({
          at: new Date(clock.now()).toISOString(),
          level,
          message: redactText(message),
          ...(fields === undefined ? {} : { fields: plain(fields, 0) }),
        }),
      );
  return { info: tell('info'), warn: tell('warn'), error: tell('error') };
}

/** The files of a log, the newest first. */
export const logFiles = (folder: string): readonly string[] =>
  Array.from({ length: OLDER + 1 }, (_, age) => join(folder, age === 0 ? 'vigil.log' : `vigil.${age}.log`));

/**
 * Appends lines to `vigil.log` in `folder`, which its owner alone can read, and keeps four older files of 5 MB, the last of which goes when another comes.
 * Writing that fails is told on standard error instead.
 */
export function createFileSink(folder: string, rotateAtBytes = ROTATE_AT_BYTES): (line: string) => void {
  const files = logFiles(folder);
  const [newest = ''] = files;
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(newest, { throwIfNoEntry: false })?.size ?? 0) > rotateAtBytes) rotate(files);
      appendFileSync(newest, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      process.stderr.write(`${line}\n(log file: ${String(error)})\n`);
    }
  };
}

/** Each file takes the name of the one before it, the oldest first. */
function rotate(files: readonly string[]): void {
  for (let age = files.length - 1; age > 0; age -= 1) {
    const [from = '', to = ''] = [files[age - 1], files[age]];
    if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
  }
}

/** The value as JSON can hold it: errors with their stack, depth and length bounded, private fields left out, texts redacted. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return redactText(value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value);
  if (typeof value === 'number') return redactNumber(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error)
    return {
      name: value.name,
      message: redactText(value.message.slice(0, LONGEST_TEXT)),
      stack: redactText((value.stack ?? '').slice(0, LONGEST_TEXT)),
      ...(value.cause === undefined || depth > 4 ? {} : { cause: plain(value.cause, depth + 1) }),
    };
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 4) return '…';
  if (Array.isArray(value)) return value.slice(0, 100).map((entry) => plain(entry, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [
      key,
      PRIVATE.test(key) ? '[private]' : plain(entry, depth + 1),
    ]),
  );
}
