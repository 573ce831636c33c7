import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toIso } from '#core/model/time.ts';
import type { TopicMap } from '#core/telemetry/topics/topic-map.ts';
import type { Mqtt5Broker } from '#test/kit/mqtt5-broker.ts';

/** Known bugs that may be seeded. */
export type MqttBug = 'ack before commit' | 'forgets what was taken';
/** What mqtt-child.ts is told. */
export type MqttChildSettings = {
  readonly database: string;
  readonly port: number;
  readonly bug: MqttBug | null;
};

/** One topic whose messages say when they were, and one of plain numbers. */
export const MQTT_MAPS: readonly TopicMap[] = [
  { topic: 'events/{site}', format: 'auto', type: 'metric', fields: {} },
  { topic: 'sensors/{site}/{metric}', format: 'fields', type: 'metric', fields: { value: '' } },
];

/** Starts the program; resolves when its engine ticks. */
export async function beginLife(settings: MqttChildSettings): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'mqtt-child.ts');
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) if (line === 'READY') return child;
  throw new Error('the program ended before it was ready');
}

export async function endLife(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Plain numbers begin here, so that they are told from every other value. */
export const NUMBERS_FROM = 1_000_000;

/** Publishes messages, each of which there is once: every other one says when it was. */
export class Publisher {
  readonly #broker: Mqtt5Broker;
  readonly #began: number;
  /** Everything that the broker has, as it was published. */
  readonly published: string[] = [];

  constructor(broker: Mqtt5Broker, began: number) {
    this.#broker = broker;
    this.#began = began;
  }

  publish(count: number): void {
    for (let index = 0; index < count; index++) {
      const number = this.published.length;
      const payload = number % 2 === 0 ? this.#timed(number) : String(NUMBERS_FROM + number);
      this.#broker.publish(number % 2 === 0 ? 'events/S-1' : 'sensors/S-1/noise', payload);
      this.published.push(payload);
    }
  }

  #timed = (number: number): string =>
    JSON.stringify({ type: 'phone_event', ts: toIso(this.#began + number) });
}

/** What a payload is known by in the database: its instant, or its number. */
export const identityOf = (payload: string): number => {
  const value: unknown = JSON.parse(payload);
  if (typeof value === 'number') return value;
  return Date.parse((value as { readonly ts: string }).ts); // safe: Publisher wrote it
};
