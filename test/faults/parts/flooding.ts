import { Agent, request } from 'node:http';
import type { ConfigurationDocument } from '#core/config/document.ts';
import { fleetDocument } from '#test/kit/fleet.ts';

/** What the flooded program counted itself. */
export type FloodNumbers = { readonly refused: number; readonly peakBytes: number };

const SITES = 20;
/** As many people may call for help. */
export const PEOPLE = 120;
export const BATCH = 1_000;

export const personOf = (nth: number): string => `P-${nth % PEOPLE}`;

/** Sites without duties: the flood is positions and phones, and the calls for help. */
export const floodFleet: ConfigurationDocument = fleetDocument({
  sites: SITES,
  site: (index) => ({
    shifts: [],
    devices: [],
    tours: [],
    people:
      index === 0
        ? Array.from({ length: PEOPLE }, (_, nth) => ({ code: personOf(nth), name: 'A', role: 'guard' }))
        : [],
  }),
});

/** A thousand events that nobody sent before. */
export function floodBody(batch: number, now: number): string {
  return Array.from({ length: BATCH }, (_, nth) =>
    JSON.stringify({
      type: 'phone_event',
      site: `S-${(nth % SITES) + 1}`,
      ts: new Date(now).toISOString(),
      id: `${batch}-${nth}`,
      kind: 'app',
    }),
  ).join('\n');
}

export const callBody = (nth: number, now: number): string =>
  JSON.stringify({
    type: 'check_in',
    site: 'S-1',
    ts: new Date(now).toISOString(),
    person: personOf(nth),
    status: 'DURESS',
  });

export type Answer = { readonly status: number; readonly accepted: number; readonly retryAfterS: number };

/** A sender with its own connections. */
export function createSender(
  port: number,
  key: string,
  connections: number,
): (body: string) => Promise<Answer> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' };
  return (body) =>
    new Promise((resolve, reject) => {
      const sent = request(
        { agent, port, host: '127.0.0.1', method: 'POST', path: '/ingest/v1/events', headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const status = response.statusCode ?? 0;
            const said: unknown = status === 200 ? JSON.parse(Buffer.concat(chunks).toString()) : null;
            const accepted = (said as { accepted?: number } | null)?.accepted ?? 0;
            resolve({ status, accepted, retryAfterS: Number(response.headers['retry-after'] ?? 1) });
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
}
