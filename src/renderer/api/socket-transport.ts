import type { Reply } from '#contract/index.ts';
import { HostFrame, LOOPBACK } from '#contract/transport.ts';
import { connectionWords } from '#renderer/words/connection.ts';
import type { Transport } from './transport.ts';
import { unavailable } from './transport.ts';

/** Waits before the next attempt, in ms: quick at first, then every 5 s for as long as it takes. */
const BACKOFF = [250, 500, 1_000, 2_000, 5_000] as const;
/** Room in a frame for everything that is not the input. */
const ENVELOPE = 1_024;

/** The parts of a WebSocket that are used. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'addEventListener'>;
export type SocketParts = {
  readonly open: () => Socket;
  readonly session: () => Promise<string | null>;
  /** Runs once after `ms`; returns the way to stop. */
  readonly after: (ms: number, run: () => void) => () => void;
};

type State = 'opening' | 'ready' | 'waiting' | 'locked';

/** The loopback host's socket: asks, listens, and comes back after every loss until the host refuses the session. */
export class SocketTransport implements Transport {
  readonly #parts: SocketParts;
  #state: State = 'opening';
  #socket: Socket | null = null;
  #attempts = 0;
  #lastId = 0;
  readonly #open = new Map<number, (reply: Reply<unknown>) => void>();
  #queue: (() => void)[] = [];
  readonly #pushListeners = new Set<(event: string, payload: unknown) => void>();
  readonly #connectionListeners = new Set<(connected: boolean) => void>();
  #stopPing: () => void = () => undefined;
  #stopSilence: () => void = () => undefined;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    void this.#connect();
  }

  readonly call = (method: string, input: unknown): Promise<Reply<unknown>> => {
    if (this.#state === 'locked')
      return Promise.resolve({ ok: false, fault: { code: 'forbidden', message: connectionWords.locked } });
    if (this.#state === 'waiting') return Promise.resolve(unavailable(connectionWords.gone));
    const id = ++this.#lastId;
    const frame = JSON.stringify({ id, method, input });
    if (new TextEncoder().encode(frame).length > LOOPBACK.longestFrame - ENVELOPE)
      return Promise.resolve({
        ok: false,
        fault: { code: 'bad-request', message: connectionWords.tooLong },
      });
    return new Promise((resolve) => {
      this.#open.set(id, resolve);
      if (this.#state === 'ready') this.#socket?.send(frame);
      else this.#queue.push(() => this.#socket?.send(frame));
    });
  };

  readonly onPush = (listener: (event: string, payload: unknown) => void): (() => void) => {
    this.#pushListeners.add(listener);
    return () => void this.#pushListeners.delete(listener);
  };

  readonly onConnection = (listener: (connected: boolean) => void): (() => void) => {
    this.#connectionListeners.add(listener);
    if (this.#state !== 'opening') listener(this.#state === 'ready');
    return () => void this.#connectionListeners.delete(listener);
  };

  async #connect(): Promise<void> {
    this.#state = 'opening';
    const session = await this.#parts.session().catch(() => undefined);
    if (session === undefined) return this.#lost();
    if (session === null) return this.#lock();
    const socket = this.#parts.open();
    this.#socket = socket;
    socket.addEventListener('open', () => socket.send(JSON.stringify({ session })));
    socket.addEventListener('message', (message) => this.#read(String(message.data)));
    socket.addEventListener('close', (event) =>
      event.code === LOOPBACK.unknownSession ? this.#lock() : this.#lost(),
    );
  }

  #read(text: string): void {
    this.#watchSilence();
    const frame = HostFrame.safeParse(parseJson(text));
    if (!frame.success) return;
    if ('ready' in frame.data) this.#becomeReady();
    else if ('id' in frame.data) {
      this.#open.get(frame.data.id)?.(frame.data.reply);
      this.#open.delete(frame.data.id);
    } else if ('event' in frame.data)
      for (const listener of this.#pushListeners) listener(frame.data.event, frame.data.payload);
  }

  #becomeReady(): void {
    this.#state = 'ready';
    this.#attempts = 0;
    for (const send of this.#queue) send();
    this.#queue = [];
    this.#ping();
    this.#tell(true);
  }

  #ping(): void {
    this.#stopPing = this.#parts.after(LOOPBACK.pingEveryMs, () => {
      this.#socket?.send(JSON.stringify({ ping: true }));
      this.#ping();
    });
  }

  /** A socket can stay open to a host that is gone: without a frame for three pings it is closed here. */
  #watchSilence(): void {
    this.#stopSilence();
    this.#stopSilence = this.#parts.after(3 * LOOPBACK.pingEveryMs, () => this.#socket?.close());
  }

  #end(state: 'waiting' | 'locked', reply: Reply<never>): void {
    this.#state = state;
    this.#stopPing();
    this.#stopSilence();
    this.#queue = [];
    for (const resolve of this.#open.values()) resolve(reply);
    this.#open.clear();
    this.#tell(false);
  }

  #lost(): void {
    this.#end('waiting', unavailable(connectionWords.gone));
    const wait = BACKOFF[Math.min(this.#attempts, BACKOFF.length - 1)] ?? BACKOFF[0];
    this.#attempts += 1;
    this.#parts.after(wait, () => void this.#connect());
  }

  #lock(): void {
    this.#end('locked', { ok: false, fault: { code: 'forbidden', message: connectionWords.locked } });
  }

  #tell(connected: boolean): void {
    for (const listener of this.#connectionListeners) listener(connected);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // not a frame of ours: the schema refuses it
  }
}
