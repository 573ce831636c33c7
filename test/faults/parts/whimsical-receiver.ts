import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Random } from '#core/kit/random.ts';

/** What came of the requests at a receiver that does not always do well. */
export type WhimsicalReceiver = AsyncDisposable & {
  readonly port: number;
  /** By message number the keys under which it was taken, once for each time. */
  readonly taken: ReadonlyMap<string, readonly string[]>;
  /** Requests without a key. */
  readonly keyless: () => number;
  readonly requests: () => number;
};

type Whim = (response: ServerResponse, take: () => void) => void;
const answer =
  (status: number, headers: Readonly<Record<string, string>> = {}): Whim =>
  (response) =>
    void response.writeHead(status, headers).end();

/** What it does, with how many in a thousand; the rest is taken and answered. */
const WHIMS: readonly (readonly [number, Whim])[] = [
  [60, answer(500)],
  [50, answer(429, { 'Retry-After': '1' })],
  // It dies before it has done anything.
  [50, (response) => void response.destroy()],
  // It has done it, and the answer is lost.
  [
    40,
    (response, take) => {
      take();
      response.destroy();
    },
  ],
  // It hangs.
  [3, () => {}],
];

/** A receiver that dies, hangs, answers 500 and 429, and drops answers. */
export async function whimsicalReceiver(random: Random): Promise<WhimsicalReceiver> {
  const taken = new Map<string, string[]>();
  let keyless = 0;
  let requests = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('error', () => {});
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      requests += 1;
      const key = request.headers['idempotency-key'];
      if (typeof key !== 'string') keyless += 1;
      const { n } = JSON.parse(body) as { readonly n: string };
      const take = () => void taken.set(n, [...(taken.get(n) ?? []), String(key)]);
      let left = random.whole(0, 999);
      const whim = WHIMS.find(([share]) => {
        left -= share;
        return left < 0;
      });
      if (whim !== undefined) return whim[1](response, take);
      take();
      response.writeHead(200).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    // Safe: it listens on an address with a port.
    port: (server.address() as AddressInfo).port,
    taken,
    keyless: () => keyless,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
