/*
 * The whole program with its door for telemetry open, in a process of its own. Says where the door is, then each call for
 * help with the instant at which its finding was pushed to the screens; told `end`, says its numbers and stops.
 */
import { once } from 'node:events';
import { windowOf } from '#test/kit/desk.ts';
import { type FloodNumbers, floodFleet } from './flooding.ts';
import { BUILT, startProgram } from './program.ts';

const [folder = '', threads] = process.argv.slice(2);
const say = (words: unknown) => process.stdout.write(`${JSON.stringify(words)}\n`);
const program = await startProgram(folder, floodFleet, threads === 'built' ? BUILT : undefined);
const { shell } = program;
const ask = async <T>(method: string, input: unknown): Promise<T> => {
  const reply = await windowOf(shell).call(method, input);
  if (!reply.ok) throw new Error(`${method}: ${reply.fault.message}`);
  return reply.value as T; // safe: dispatch has parsed it by the method's schema
};
windowOf(shell).subscribeTo('findings.changed', ({ rows }) => {
  const at = Date.now();
  for (const { finding_type, subject } of rows) if (finding_type === 'DURESS') say({ subject, at });
});
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 100).unref();

const { http } = await ask<{ http: { port: number } }>('intake.configure', { http: true, port: 0 });
const { key } = await ask<{ key: string }>('keys.add', { tenant: 'T-1', name: 'flood' });
say({ port: http.port, key });
await once(process.stdin, 'data');
const state = await ask<{ http: { refused: { status: number; requests: number }[] }; at: number }>(
  'intake.state',
  {},
);
const numbers: FloodNumbers = {
  refused: state.http.refused.reduce((sum, { requests }) => sum + requests, 0),
  peakBytes: peak,
};
say({ numbers });
await shell.close(true);
process.exit(0);
