import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECOND, toIso } from '#core/model/time.ts';
import { type IntakeBench, intakeBench, until } from '#test/kit/intake-bench.ts';

let bench: IntakeBench;
let port: number;
let key: string;
beforeAll(async () => {
  bench = await intakeBench();
  port = Number(new URL(await bench.openHttp()).port);
  key = await bench.addKey();
});
afterAll(() => bench[Symbol.asyncDispose]());

let number = 0;
/** A line that was never sent before. */
const line = () => {
  number += 1;
  const ts = toIso(Date.now() - 60 * SECOND - number);
  return `${JSON.stringify({ type: 'phone_event', site: 'S-1', ts, id: `e${number}` })}\n`;
};
const stored = () => bench.rows<{ n: number }>('SELECT count(*) AS n FROM event_hot')[0]?.n ?? 0;

/** The head of a request, with what is said of its body. */
const head = (...about: readonly string[]) =>
  [
    'POST /ingest/v1/events HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'User-Agent: curl/8.5.0',
    'Accept: */*',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/x-ndjson',
    ...about,
    '',
    '',
  ].join('\r\n');
const lengthOf = (body: string | Buffer) => `Content-Length: ${Buffer.byteLength(body)}`;
/** A body in chunks, as a sender writes it that does not know its length. */
const chunked = (...parts: readonly (string | Buffer)[]) =>
  Buffer.concat([
    ...parts.flatMap((part) => [
      Buffer.from(`${Buffer.byteLength(part).toString(16)};part\r\n`),
      Buffer.from(part),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('0\r\nX-Checksum: none\r\n\r\n'),
  ]);

/** One connection, and everything that came back on it. */
class Connection implements Disposable {
  readonly #socket: Socket;
  text = '';
  isClosed = false;

  constructor() {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('data', (data) => {
      this.text += data.toString();
    });
    this.#socket.on('error', () => {});
    this.#socket.on('close', () => {
      this.isClosed = true;
    });
  }

  /** Statuses of the answers, in their order. */
  get statuses(): readonly number[] {
    return [...this.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
  }

  write(...parts: readonly (string | Buffer)[]): this {
    for (const part of parts) this.#socket.write(part);
    return this;
  }

  /** Says that nothing more comes, and listens on. */
  end = () => void this.#socket.end();
  cut = () => void this.#socket.resetAndDestroy();
  [Symbol.dispose] = () => void this.#socket.destroy();
}

describe('a sender', () => {
  it('may send a body in chunks, plain or compressed', async () => {
    using plain = new Connection();
    const [first, second] = [line(), line()];
    // A line is cut in two by the chunks.
    plain.write(head('Transfer-Encoding: chunked'), chunked(first, second.slice(0, 9), second.slice(9)));
    await until(() => plain.statuses.length === 1);
    expect(plain.text).toContain('"accepted":2');

    using packed = new Connection();
    const body = gzipSync(line() + first);
    packed.write(
      head('Transfer-Encoding: chunked', 'Content-Encoding: gzip'),
      chunked(body.subarray(0, 20), body.subarray(20)),
    );
    await until(() => packed.statuses.length === 1);
    expect(packed.text).toContain('"accepted":1,"duplicates":1');
  });

  it('that asks first is told to go on, and with a wrong key is refused before it sends', async () => {
    using asks = new Connection();
    const body = line();
    asks.write(head('Expect: 100-continue', lengthOf(body)));
    await until(() => asks.statuses.length === 1);
    expect(asks.statuses).toEqual([100]);
    asks.write(body);
    await until(() => asks.statuses.length === 2);
    expect(asks.statuses).toEqual([100, 200]);

    using stranger = new Connection();
    stranger.write(head('Expect: 100-continue', lengthOf(body)).replace(key, 'wrong'));
    await until(() => stranger.isClosed);
    expect(stranger.statuses).toEqual([401]);
  });

  it('may send one request behind the other without waiting, and is answered in order', async () => {
    using connection = new Connection();
    const [first, second] = [line() + line(), line()];
    const nothing = 'nothing';
    for (const body of [first, nothing, second]) connection.write(head(lengthOf(body)) + body);
    // What was answered with an error is not closed: the next one is read.
    await until(() => connection.statuses.length === 3);
    expect(connection.statuses).toEqual([200, 400, 200]);
    expect(connection.text).toContain('"accepted":2');
    expect(connection.isClosed).toBe(false);
  });

  it('may be slow, and is answered when all of it is there', async () => {
    using connection = new Connection();
    const body = line();
    connection.write(head(lengthOf(body)));
    for (const byte of body.slice(0, 20)) {
      connection.write(byte);
      await new Promise<void>((done) => void setTimeout(done, 5));
    }
    expect(connection.text).toBe('');
    connection.write(body.slice(20));
    await until(() => connection.statuses.length === 1);
    expect(connection.text).toContain('"accepted":1');
  });

  it('that calls its lines a form is told what is expected', async () => {
    using connection = new Connection();
    const body = line();
    connection.write(
      head(lengthOf(body)).replace('application/x-ndjson', 'application/x-www-form-urlencoded') + body,
    );
    await until(() => connection.isClosed);
    expect(connection.statuses).toEqual([415]);
    expect(connection.text).toContain(
      'Expected JSON or NDJSON, found application/x-www-form-urlencoded. Send it with Content-Type: application/x-ndjson.',
    );
  });
});

describe('nothing is stored', () => {
  it('of a body that is cut off, and the next connection is served', async () => {
    const before = stored();
    const body = line() + line();
    using cut = new Connection();
    cut.write(head(lengthOf(body)), body.slice(0, body.indexOf('\n') + 1));
    using ended = new Connection();
    ended.write(head(lengthOf(body)), body.slice(0, body.indexOf('\n') + 1));
    using open = new Connection();
    open.write(head('Transfer-Encoding: chunked'), chunked(body).subarray(0, 40));
    await new Promise<void>((done) => void setTimeout(done, 50));
    cut.cut();
    ended.end();
    open.end();
    await until(() => cut.isClosed && ended.isClosed && open.isClosed);
    expect([ended.statuses, open.statuses]).not.toContainEqual([200]);
    using next = new Connection();
    next.write(head(lengthOf(body)) + body);
    await until(() => next.statuses.length === 1);
    expect(next.text).toContain('"accepted":2');
    expect(stored()).toBe(before + 2);
  });

  it('of a request whose length is said twice, is no number or ends inside a chunk', async () => {
    const before = stored();
    const body = line();
    const attempts = [
      head(lengthOf(body), 'Transfer-Encoding: chunked') + body,
      head(lengthOf(body), 'Content-Length: 3') + body,
      head('Content-Length: -1') + body,
      `${head('Transfer-Encoding: chunked')}zz\r\n${body}`,
      head('Transfer-Encoding: chunked, identity') + body,
    ];
    for (const attempt of attempts) {
      using connection = new Connection();
      connection.write(attempt);
      await until(() => connection.isClosed);
      expect(connection.statuses).toEqual([400]);
    }
    expect(stored()).toBe(before);
  });

  it('of what stands behind the end of a body: it is no request of its own', async () => {
    using connection = new Connection();
    const [body, behind] = [line(), line()];
    connection.write(head(lengthOf(body)) + body + behind);
    await until(() => connection.isClosed);
    expect(connection.statuses.at(-1)).toBe(400);
    expect(bench.rows(`SELECT 1 FROM event_hot WHERE detail LIKE '%"e${number}"%'`)).toEqual([]);
  });
});
