import { toIso } from '#core/model/time.ts';
import type { KeepingBroker } from '#test/kit/keeping-broker.ts';
import { pause } from './pause.ts';
import { Instants, NUMBERS_FROM, type Sender } from './sender.ts';

/** Messages that are published together, the wait between two of these, ms, and how many wait at the broker at most. */
const TOGETHER = 5;
const BETWEEN_MS = 4;
const MOST_WAITING = 100;

/** Publishes messages, each of which there is once: every other one says when it was. The broker delivers them. */
export function mqttSender(connector: string, broker: KeepingBroker, from: number, numbers: number): Sender {
  const instants = new Instants(from);
  const published: number[] = [];
  const publish = () => {
    if (published.length % 2 === 0) {
      const at = instants.next();
      broker.publish('events/S-1', JSON.stringify({ type: 'phone_event', ts: toIso(at) }));
      published.push(at);
    } else {
      const number = NUMBERS_FROM + numbers + published.length;
      broker.publish('sensors/S-1/noise', String(number));
      published.push(number);
    }
  };
  return {
    connector,
    async feed(_, { isOver, more }) {
      while (!isOver()) {
        const isBehind = published.length - broker.settled.length >= MOST_WAITING;
        // What is published before somebody subscribed is nobody's.
        if (more && broker.isSubscribed() && !isBehind) for (let n = 0; n < TOGETHER; n++) publish();
        await pause(BETWEEN_MS);
      }
    },
    delivered: () => published,
    acknowledged: () => broker.settled.map(identityOf),
  };
}

function identityOf(payload: string): number {
  const value: unknown = JSON.parse(payload);
  return typeof value === 'number' ? value : Date.parse((value as { readonly ts: string }).ts); // safe: written above
}
