import { createSendRequest } from '#main/adapters/outgoing/https-sender.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { aRequest, nameServer } from './outgoing.ts';

/* A process of its own: sends one request to the address that it is given, inside this machine, and prints what became of it. */
const url = process.argv[2] ?? '';
const { hostname: host, port } = new URL(url);
const send = createSendRequest({
  resolve: nameServer(['127.0.0.1']).resolve,
  clock: systemClock,
  timers: systemTimers,
  ca: null,
});
console.log(JSON.stringify(await send(aRequest(url), [{ host, port: Number(port), inside: true }])));
