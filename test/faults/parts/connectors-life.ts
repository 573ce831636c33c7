import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TopicMap } from '#core/telemetry/topics/topic-map.ts';
import type { GateFiles } from '#test/kit/intake-bench.ts';

/** Known bugs that may be seeded into the program. */
export type ConnectorBug = 'settles before it stores' | 'knows nothing again';

/** What connectors-child.ts is told. */
export type ConnectorSettings = {
  readonly database: string;
  readonly files: Pick<GateFiles, 'resources'> & { readonly thread: string; readonly parser: string };
  readonly brokers: readonly { readonly name: string; readonly version: 4 | 5; readonly port: number }[];
  readonly traccar: string;
  readonly bug: ConnectorBug | null;
};

/** One life of the program: where its listener is, and a key for it. It ends at the end of the block that `using`s it at the latest. */
export type ConnectorLife = AsyncDisposable & {
  readonly address: string;
  readonly key: string;
  readonly kill: () => Promise<void>;
};

/** One topic whose messages say when they were, and one of plain numbers. */
export const MQTT_MAPS: readonly TopicMap[] = [
  { topic: 'events/{site}', format: 'auto', type: 'metric', fields: {} },
  { topic: 'sensors/{site}/{metric}', format: 'fields', type: 'metric', fields: { value: '' } },
];

const RESOURCES = join(import.meta.dirname, '../../../resources');

/** What is bundled for a life: the program, the thread of its gates, and the one that reads files. */
export const LIFE_PROGRAMS = ['connectors-child', 'hurried-gates', 'own-parser'] as const;
/** Where these are. */
export type LifePrograms = readonly [program: string, thread: string, parser: string];

/** Starts the program; resolves when its listener is open. */
export async function beginLife(
  [program, thread, parser]: LifePrograms,
  settings: Omit<ConnectorSettings, 'files'>,
): Promise<ConnectorLife> {
  const told: ConnectorSettings = { ...settings, files: { resources: RESOURCES, thread, parser } };
  // In a bundle the libraries that it holds are told of what is deprecated as if they were ours.
  const child = spawn(process.execPath, ['--no-deprecation', program, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.startsWith('{'))
      return { ...JSON.parse(line), kill: () => kill(child), [Symbol.asyncDispose]: () => kill(child) };
  throw new Error('the program ended before it was ready');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
