import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MANIFEST, SIGNATURE } from '#core/updates/manifest.ts';

const DAY = 24 * 60 * 60 * 1000;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A vendor's key pair. */
export function vendor() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, key: new Uint8Array(spki.subarray(-32)) };
}

/** What a vendor puts into a folder: a package, its manifest as of `now`, and the signature. */
export function publish(
  privateKey: KeyObject,
  bytes: Uint8Array,
  now: number,
  {
    arch = 'x64',
    ...more
  }: {
    readonly arch?: string;
    readonly sequence?: number;
    readonly version?: string;
    readonly expires_at?: string;
  } = {},
): Map<string, Uint8Array> {
  const version = more.version ?? '1.1.0';
  const name = `Vigil-${version}.AppImage`;
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ format: 1, sequence: 1, version, notes: 'Quieter.' },
      issued_at: new Date(now).toISOString(),
      expires_at: new Date(now + 90 * DAY).toISOString(),
      files: [{ kind: 'AppImage', arch, name, bytes: bytes.byteLength, sha256: sha256(bytes) }],
      ...more,
    }),
  );
  return new Map<string, Uint8Array>([
    [MANIFEST, manifest],
    [SIGNATURE, Buffer.from(sign(null, manifest, privateKey).toString('base64'))],
    [name, bytes],
  ]);
}

/** What it does with a request instead of what it should; true where it did. */
export type Trick = (request: IncomingMessage, response: ServerResponse, asked: number) => boolean;

/** A plain file server with ranges on a real socket, which can be told to misbehave. */
export async function updateServer(files: Map<string, Uint8Array>) {
  const asked: string[] = [];
  let [held, trick]: [Map<string, Uint8Array>, Trick] = [files, () => false];
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '').replace(/^\/updates\//, ''));
    asked.push(`${name} ${request.headers.range}`);
    if (trick(request, response, asked.length)) return;
    const bytes = held.get(name);
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (bytes === undefined || range === null) return response.writeHead(404).end();
    const [from, to] = [Number(range[1]), Math.min(Number(range[2]), bytes.byteLength - 1)];
    response.writeHead(206, {
      'content-range': `bytes ${from}-${to}/${bytes.byteLength}`,
      'content-length': to - from + 1,
    });
    response.end(bytes.subarray(from, to + 1));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // safe: it listens on TCP
  return {
    port,
    asked,
    address: `http://127.0.0.1:${port}/updates`,
    serve: (next: Map<string, Uint8Array>) => {
      held = next;
    },
    play: (next: Trick) => {
      trick = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
