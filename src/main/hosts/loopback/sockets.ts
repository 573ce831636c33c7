import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CallFrame } from '#contract/transport.ts';
import { HelloFrame, type HostFrame, LOOPBACK, PageFrame } from '#contract/transport.ts';
import { readAs } from '#core/kit/read-as.ts';
import type { Log } from '#main/ports/log.ts';
import type { Timers, Undo } from '#main/ports/time.ts';
import type { Shell } from '#main/services/shell.ts';
import { mayUpgrade } from './guard.ts';
import type { Sessions } from './sessions.ts';

const MOST_PAGES = 8;
const MOST_STRANGERS = 16;
const MOST_CALLS_AT_ONCE = 64;
const HELLO_WITHIN_MS = 5_000;
const PAUSE_AFTER_GUESSES_MS = 1_000;
/** A page that is this far behind is let go; it comes back and asks anew. */
const MOST_UNSENT_BYTES = 16 * 1024 * 1024;
const PROTOCOL_ERROR = 1008;

export type SocketParts = {
  readonly shell: Shell;
  readonly sessions: Sessions;
  readonly timers: Timers;
  readonly log: Log;
  readonly authority: () => string;
};
export type Sockets = {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly close: () => void;
};

/** Speaks with the pages: the first frame shows the session, then calls go in, replies and pushes out. */
export function createSockets(parts: SocketParts): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: LOOPBACK.longestFrame });
  const pages = new Set<WebSocket>();
  return {
    upgrade(request, socket, head) {
      const strangers = server.clients.size - pages.size;
      if (!mayUpgrade(request, parts.authority()) || strangers >= MOST_STRANGERS) {
        parts.log.warn('a connection was refused', { origin: request.headers.origin });
        socket.on('error', () => socket.destroy()); // whoever is refused may be gone before it is told so
        // Nobody reads from it any more, so its end would never be seen.
        socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n', () => socket.destroy());
        return;
      }
      server.handleUpgrade(request, socket, head, (page) => greet(parts, pages, page));
    },
    close() {
      for (const page of server.clients) page.terminate();
      server.close();
    },
  };
}

/** Waits for the first frame and checks the session; wrong guesses make everybody's next one slower. */
function greet(parts: SocketParts, pages: Set<WebSocket>, page: WebSocket): void {
  const { sessions, timers } = parts;
  const tooLate = timers.after(HELLO_WITHIN_MS, () => page.terminate());
  page.on('error', (error) => parts.log.warn('a page connection failed', { error }));
  page.once('close', tooLate);
  page.once('message', (data) => {
    tooLate();
    const hello = readAs(HelloFrame, parse(String(data)));
    const judge = () => {
      if (!hello.success || !sessions.knows(hello.data.session)) return page.close(LOOPBACK.unknownSession);
      if (pages.size >= MOST_PAGES) return page.close(PROTOCOL_ERROR, 'too many windows');
      serve(parts, pages, page, hello.data.session);
    };
    if (sessions.throttled()) timers.after(PAUSE_AFTER_GUESSES_MS, judge);
    else judge();
  });
}

function serve(
  { shell, timers }: SocketParts,
  pages: Set<WebSocket>,
  page: WebSocket,
  session: string,
): void {
  const seat = shell.seat('page', 'loopback', session);
  const deaf = seat.subscribe((event, payload) => {
    if (page.bufferedAmount > MOST_UNSENT_BYTES) page.terminate();
    else send(page, { event, payload });
  });
  let calls = 0;
  let idle: Undo = () => {};
  const heard = () => {
    idle();
    idle = timers.after(3 * LOOPBACK.pingEveryMs, () => page.terminate());
  };
  const answer = async ({ id, method, input }: CallFrame) => {
    calls += 1;
    const reply = await seat.call(method, input);
    calls -= 1;
    send(page, { id, reply });
  };
  page.on('message', (data) => {
    heard();
    const frame = readAs(PageFrame, parse(String(data)));
    if (!frame.success || calls >= MOST_CALLS_AT_ONCE) return page.close(PROTOCOL_ERROR);
    if ('ping' in frame.data) return send(page, { pong: true });
    void answer(frame.data);
  });
  page.once('close', () => {
    idle();
    deaf();
    pages.delete(page);
  });
  heard();
  pages.add(page);
  send(page, { ready: true });
}

const send = (page: WebSocket, frame: HostFrame) => {
  if (page.readyState === page.OPEN) page.send(JSON.stringify(frame));
};

/** The frame as JSON; undefined when it is none, which no schema accepts. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
