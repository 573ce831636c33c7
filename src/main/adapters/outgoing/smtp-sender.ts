import MailComposer from 'nodemailer/lib/mail-composer';
import { mailProblem } from '#core/actions/mail-problem.ts';
import { readMailServer } from '#core/actions/mail-server.ts';
import { SECOND } from '#core/model/time.ts';
import type { Mail, SendMail, SendResult } from '#main/ports/outgoing.ts';
import type { Clock, Timers } from '#main/ports/time.ts';
import { deadline } from './deadline.ts';
import { reach } from './reach.ts';
import type { Resolve } from './resolve.ts';
import { failedResult, takenResult } from './smtp-result.ts';
import { smtpSession } from './smtp-session.ts';

/** From looking the name up to the server's word on the mail: servers look into mail before they take it. */
const WITHIN_MS = 30 * SECOND;

type Parts = {
  readonly resolve: Resolve;
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  /** PEM of who vouches for mail servers; null: whom Node trusts. */
  readonly ca: readonly string[] | null;
};

/** Hands each mail over in a session of its own, on a connection that is pinned as that of a request is. */
export function createSendMail({ resolve, clock, timers, ca }: Parts): SendMail {
  return async (mail, allowed, stop) => {
    const reason = mailProblem(mail);
    if (reason !== null) return { kind: 'REFUSED', reason };
    const read = readMailServer(mail.server, allowed);
    if (read.kind === 'REFUSED') return read;
    const message = await messageOf(mail, clock.now());
    const words = `The mail server did not answer in ${WITHIN_MS / SECOND} s.`;
    const time = deadline(timers, WITHIN_MS, words, stop);
    try {
      const tls = mail.server.security === 'TLS' ? { ca } : null;
      const reached = await reach(read.destination, { resolve, tls, signal: time.signal });
      if (reached.kind !== 'CONNECTED') return reached;
      const { socket } = reached;
      const { host } = read.destination;
      return await handOver({ mail, message, socket, host, ca, signal: time.signal });
    } finally {
      time.end();
    }
  };
}

/** The mail as it is sent: headers, text and files. */
const messageOf = ({ from, to, subject, text, files = [], message_id }: Mail, now: number): Promise<Buffer> =>
  new MailComposer({
    from: { name: '', address: from },
    to: to.map((address) => ({ name: '', address })),
    subject,
    text,
    attachments: files.map(({ name, media_type, bytes }) => ({
      ...{ filename: name, contentType: media_type, contentDisposition: 'attachment' as const },
      content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    })),
    messageId: message_id,
    date: new Date(now),
    // No server answers it with a note that somebody is on holiday (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();

type HandOver = { readonly mail: Mail; readonly message: Buffer } & Pick<
  Parameters<typeof smtpSession>[0],
  'socket' | 'host' | 'ca' | 'signal'
>;

async function handOver({ mail, message, ...parts }: HandOver): Promise<SendResult> {
  const session = smtpSession({ ...parts, server: mail.server });
  try {
    await session.open();
    const recipients = [...(mail.recipients ?? mail.to)];
    const answer = await session.send({ from: mail.from, to: recipients }, message);
    await session.quit();
    return takenResult(answer);
  } catch (error) {
    return failedResult(error, session.hasBegun());
  } finally {
    session.close();
  }
}
