import type { IncomingMessage, ServerResponse } from 'node:http';
import { LOOPBACK, SessionRequest } from '#contract/transport.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { StaticFiles } from '#main/ports/static-files.ts';
import { PAGE_HEADERS } from '#main/services/page-headers.ts';
import { refusalOf } from './guard.ts';
import type { Sessions } from './sessions.ts';

const LONGEST_BODY = 1_024;

export type PageParts = {
  readonly files: StaticFiles;
  readonly sessions: Sessions;
  /** `127.0.0.1:PORT`. */
  readonly authority: () => string;
  /** Called when somebody came in with a code: the next window needs another. */
  readonly onEntered: () => void;
};

/** Answers plain HTTP: the built screens, and the exchange of a code for a session. */
export function createPages(parts: PageParts): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    const refusal = refusalOf(request, parts.authority());
    if (refusal !== null) return end(response, refusal);
    const path = pathOf(request);
    if (request.method !== 'POST') return serveFile(parts.files, path, request, response);
    if (path === LOOPBACK.sessionPath) return void enter(parts, request, response);
    if (path === LOOPBACK.codePath) return giveCode(parts.sessions, request, response);
    return end(response, 404);
  };
}

/** The path without its query, undecoded: our files have plain names. */
const pathOf = (request: IncomingMessage) => (request.url ?? '/').split('?', 1)[0] ?? '/';

function serveFile(
  files: StaticFiles,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = files(path);
  if (file === null) {
    end(response, 404);
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function enter(parts: PageParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (parts.sessions.throttled()) {
    response.setHeader('retry-after', '60');
    return end(response, 429);
  }
  const body = readAs(SessionRequest, await readJson(request));
  if (!body.success) return end(response, 400);
  const session = parts.sessions.redeem(body.data.code);
  if (session === null) return end(response, 403);
  sendJson(response, { session });
  parts.onEntered();
}

function giveCode(sessions: Sessions, request: IncomingMessage, response: ServerResponse): void {
  const [scheme, session] = (request.headers.authorization ?? '').split(' ');
  const known =
    scheme === 'Bearer' && session !== undefined && !sessions.throttled() && sessions.knows(session);
  if (known) sendJson(response, { code: sessions.mintCode(session) });
  else end(response, 403);
}

/** The body as JSON; undefined when it is too long, cut off or no JSON. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  try {
    for await (const chunk of request) {
      text += String(chunk);
      if (text.length > LONGEST_BODY) return undefined;
    }
    return JSON.parse(text);
  } catch {
    return undefined; // cut off or no JSON: told to the sender as 400
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}

function end(response: ServerResponse, status: number): void {
  // The rest of a refused body is not worth reading.
  response.writeHead(status, { connection: 'close' }).end();
}
