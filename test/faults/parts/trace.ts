import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { type Ack, readAck } from './acks.ts';

/** What the program asked of the system, in order; `file` is the end of the path. */
export type Operation =
  | { readonly kind: 'write'; readonly file: string; readonly offset: number; readonly data: Buffer }
  | { readonly kind: 'truncate'; readonly file: string; readonly length: number }
  | { readonly kind: 'sync'; readonly file: string }
  | { readonly kind: 'unlink'; readonly file: string }
  | { readonly kind: 'acks'; readonly acks: readonly Ack[] };

/** The command line that writes such a trace: every string whole and in hexadecimal. */
export const tracing = (log: string): readonly string[] => [
  'strace',
  '-f',
  '--seccomp-bpf',
  '-y',
  '-xx',
  ...['-s', '70000'],
  ...['-e', 'trace=pwrite64,write,ftruncate,fsync,fdatasync,unlink,unlinkat'],
  ...['-o', log],
];

const CALL = /^\d+ +(\w+)\((.*)\) += (-?\d+)/;
const STRING = /"((?:\\x[0-9a-f]{2})*)"/;
const PATH = /<((?:\\x[0-9a-f]{2})*)>/;
const STANDARD_OUTPUT = /^1</;

/** Reads what happened to the files of one folder, and what was acknowledged in between. */
export async function readTrace(log: string, folder: string): Promise<readonly Operation[]> {
  const operations: Operation[] = [];
  const unfinished = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const whole = joined(line, unfinished);
    const operation = whole === null ? null : readCall(whole, folder);
    if (operation !== null) operations.push(operation);
  }
  return operations;
}

/** A call during which another thread was heard is written in two halves. */
function joined(line: string, unfinished: Map<string, string>): string | null {
  const thread = line.slice(0, line.indexOf(' '));
  if (line.endsWith('<unfinished ...>')) {
    unfinished.set(thread, line.slice(0, -'<unfinished ...>'.length));
    return null;
  }
  const resumed = /^\d+ +<\.\.\. \w+ resumed>/.exec(line);
  if (resumed === null) return line;
  return (unfinished.get(thread) ?? '') + line.slice(resumed[0].length);
}

function readCall(line: string, folder: string): Operation | null {
  const [, name = '', given = '', result = '-1'] = CALL.exec(line) ?? [];
  if (Number(result) < 0) return null;
  if (name === 'write') return STANDARD_OUTPUT.test(given) ? acksIn(bytesOf(given, STRING)) : null;
  const isUnlink = name.startsWith('unlink');
  const path = bytesOf(given, isUnlink ? STRING : PATH).toString();
  if (!path.startsWith(`${folder}/`)) return null;
  const file = path.slice(folder.length + 1);
  if (isUnlink) return { kind: 'unlink', file };
  if (name === 'pwrite64') {
    const offset = Number(given.slice(given.lastIndexOf(',') + 1));
    return { kind: 'write', file, offset, data: bytesOf(given, STRING).subarray(0, Number(result)) };
  }
  if (name === 'ftruncate')
    return { kind: 'truncate', file, length: Number(given.slice(given.lastIndexOf(',') + 1)) };
  return name === 'fsync' || name === 'fdatasync' ? { kind: 'sync', file } : null;
}

const bytesOf = (text: string, what: RegExp): Buffer =>
  Buffer.from((what.exec(text)?.[1] ?? '').replaceAll('\\x', ''), 'hex');

function acksIn(bytes: Buffer): Operation {
  const acks = bytes
    .toString()
    .split('\n')
    .flatMap((line) => readAck(line) ?? []);
  return { kind: 'acks', acks };
}
