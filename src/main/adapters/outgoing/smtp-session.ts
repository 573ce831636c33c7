import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Mail } from '#main/ports/outgoing.ts';
import { whenAborted } from './deadline.ts';
import { tlsOptions } from './pinned.ts';

/** Of one answer of a server, bytes. */
const LONGEST_ANSWER = 64 * 1024;

type Parts = {
  readonly server: Mail['server'];
  readonly host: string;
  readonly socket: Socket;
  readonly ca: readonly string[] | null;
  readonly signal: AbortSignal;
};
type Envelope = { readonly from: string; readonly to: string[] };
/** What a server said to a mail, and of recipients that it refused. */
export type SmtpAnswer = {
  readonly response: string;
  readonly accepted: readonly string[];
  readonly refusals: readonly SmtpRefusal[];
};
export type SmtpRefusal = {
  /** null: the session does not say whom. */
  readonly recipient: string | null;
  readonly status: number;
  readonly response: string;
};

/** A session with a mail server over a connection that stands. Its errors are nodemailer's, or the connection's own. */
export function smtpSession({ server, host, socket, ca, signal }: Parts) {
  const { security, username, password } = server;
  const connection = new SMTPConnection({
    connection: socket,
    host,
    port: server.port,
    secure: security === 'TLS',
    secured: security === 'TLS',
    requireTLS: security === 'STARTTLS',
    ignoreTLS: security === 'NONE',
    tls: tlsOptions(host, ca),
    maxResponseSize: LONGEST_ANSWER,
    // `close` destroys at once, and the uppermost socket: Node crashes where one is destroyed under TLS that is being agreed on.
    socketCloseTimeout: 0,
  });
  let begun = false;
  const failed = new Promise<never>((_done, fail) => {
    connection.on('error', fail);
    whenAborted(signal, (reason) => {
      fail(reason);
      connection.close();
    });
  });
  // It may fail when nobody waits any more.
  failed.catch(() => {});
  const orFailed = <T>(start: (done: (error: Error | null | undefined, value?: T) => void) => void) =>
    Promise.race([
      failed,
      new Promise<T | undefined>((done, fail) =>
        start((error, value) => (error ? fail(error) : done(value))),
      ),
    ]);
  /** Asked for when the server said that it takes the text, not before. */
  const textOf = function* (message: Buffer) {
    begun = true;
    yield message;
  };

  return {
    /** Greets, turns TLS on where that comes later, and signs in. */
    async open(): Promise<void> {
      await orFailed<void>((done) => connection.connect(done));
      if (username === null) return;
      const user = { user: username, pass: password ?? '' };
      await orFailed<boolean>((done) => connection.login({ ...user, credentials: user }, done));
    },
    async send(envelope: Envelope, message: Buffer): Promise<SmtpAnswer> {
      const sent = await orFailed<SMTPConnection.SentMessageInfo>((done) =>
        connection.send({ ...envelope, size: message.byteLength }, Readable.from(textOf(message)), done),
      );
      const refusals = (sent?.rejectedErrors ?? []).map(
        ({ recipient, responseCode, response, message: words }) => ({
          recipient: recipient ?? null,
          status: responseCode ?? 0,
          response: response ?? words,
        }),
      );
      return { response: sent?.response ?? '', accepted: sent?.accepted ?? [], refusals };
    },
    /** The server was told to take the text: from then on it may have it. */
    hasBegun: () => begun,
    /** Says goodbye, and waits until that was heard or the connection is gone. */
    async quit(): Promise<void> {
      const ended = new Promise<void>((done) => void connection.once('end', () => done()));
      connection.quit();
      await Promise.race([ended, failed.catch(() => {})]);
    },
    close: () => connection.close(),
  };
}
