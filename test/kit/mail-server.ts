import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { RECEIVER_TLS } from './receiver.ts';

export type TakenMail = {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
  readonly isEncrypted: boolean;
  readonly user: string | null;
};
/** A refusal in the words of SMTP, or the end of the connection. */
export type MailTrouble = { readonly code: number; readonly words: string } | 'cut' | 'hang';

export type MailServerOptions = {
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly secure?: boolean;
  readonly login?: { readonly user: string; readonly password: string };
  /** What it does at a recipient, and once it has the text. */
  readonly atRecipient?: (address: string) => MailTrouble | null;
  readonly atText?: MailTrouble;
};
export type TestMailServer = AsyncDisposable & {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  readonly reached: () => number;
  /** Resolves once it has the text of a mail. */
  readonly gotText: Promise<void>;
  /** Sessions that said goodbye. */
  readonly goodbyes: () => number;
};

const refusal = ({ code, words }: { readonly code: number; readonly words: string }) =>
  Object.assign(new Error(words), { responseCode: code });

/** A mail server on a real socket of this machine, which behaves as it is told. */
export async function testMailServer(options: MailServerOptions = {}): Promise<TestMailServer> {
  const { tls = RECEIVER_TLS, secure = false, login, atRecipient, atText } = options;
  const taken: TakenMail[] = [];
  let [reached, goodbyes] = [0, 0];
  const text = Promise.withResolvers<void>();
  const settings: SMTPServerOptions = {
    ...{ ...tls, secure, authOptional: login === undefined },
    ...{ disableReverseLookup: true, logger: false, closeTimeout: 1 },
    onConnect(_session, done) {
      reached++;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(refusal({ code: 535, words: 'Who are you' }));
    },
    onRcptTo({ address }, _session, done) {
      const trouble = atRecipient?.(address) ?? null;
      if (trouble === null) done();
      else if (typeof trouble === 'object') done(refusal(trouble));
      else if (trouble === 'cut') cut();
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        text.resolve();
        if (atText === 'cut') return cut();
        if (atText === 'hang') return;
        if (atText !== undefined) return done(refusal(atText));
        taken.push({
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString('utf8'),
          isEncrypted: session.secure,
          user: typeof session.user === 'string' ? session.user : null,
        });
        done(null, 'taken as 7');
      });
    },
    onClose: () => void goodbyes++,
  };
  const server = new SMTPServer(settings);
  // The uppermost socket of each: Node crashes where one is destroyed under TLS that is being agreed on.
  const cut = () => {
    for (const connection of server.connections) connection._socket.destroy();
  };
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    // Safe: it listens on TCP.
    port: (server.server.address() as AddressInfo).port,
    taken,
    reached: () => reached,
    gotText: text.promise,
    goodbyes: () => goodbyes,
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise<void>((done) => server.close(done));
    },
  };
}
