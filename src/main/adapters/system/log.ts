import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '#main/ports/log.ts';
import type { Clock } from '#main/ports/time.ts';

/** Field names whose values are about people or places: they never reach a log, whoever passes them. */
const PRIVATE =
  /^(lat|lon|latitude|longitude|position|location|name|phone|email|attributes|raw|text|note|session|token)$/i;
const LONGEST_TEXT = 4_000;
const ROTATE_AT_BYTES = 5 * 1024 * 1024;

/** A log that writes one JSON object per line through `write`. */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const tell =
    (level: string): Log['info'] =>
    (message, fields) =>
      write(
        JSON.stringify({
          at: new Date(clock.now()).toISOString(),
          level,
          message,
          ...(fields === undefined ? {} : { fields: plain(fields, 0) }),
        }),
      );
  return { info: tell('info'), warn: tell('warn'), error: tell('error') };
}

/** Appends lines to `vigil.log` in `folder` and keeps one older file. Writing that fails is told on standard error instead. */
export function createFileSink(folder: string): (line: string) => void {
  const file = join(folder, 'vigil.log');
  return (line) => {
    try {
      mkdirSync(folder, { recursive: true });
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_AT_BYTES)
        renameSync(file, join(folder, 'vigil.old.log'));
      appendFileSync(file, `${line}\n`);
    } catch (error) {
      process.stderr.write(`${line}\n(log file: ${String(error)})\n`);
    }
  };
}

/** The value as JSON can hold it: errors with their stack, depth and length bounded, private fields left out. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error)
    return {
      name: value.name,
      message: value.message,
      stack: value.stack,
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
