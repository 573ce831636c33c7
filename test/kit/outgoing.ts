import { createSendRequest } from '#main/adapters/outgoing/https-sender.ts';
import type { IpAddress, Resolve } from '#main/adapters/outgoing/resolve.ts';
import type { OutgoingRequest } from '#main/ports/outgoing.ts';
import { createFakeClock } from './clock.ts';
import { AUTHORITY } from './receiver.ts';

export const ipAddresses = (...addresses: readonly string[]): readonly IpAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

/** A name server that answers each question with the next of these, and goes on with the last. */
export function nameServer(...answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const resolve: Resolve = async (name) => {
    asked.push(name);
    return ipAddresses(...(answers[Math.min(asked.length, answers.length) - 1] ?? []));
  };
  return { resolve, asked };
}

/** The sender on real sockets, its time standing still. Every name leads to this machine unless it is said otherwise. */
export function senderBench(resolve: Resolve = nameServer(['127.0.0.1']).resolve) {
  const clock = createFakeClock();
  return { clock, send: createSendRequest({ resolve, clock, timers: clock, ca: [AUTHORITY] }) };
}

export const aRequest = (url: string, parts: Partial<OutgoingRequest> = {}): OutgoingRequest => ({
  url,
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"text":"Guard overdue"}',
  ...parts,
});
