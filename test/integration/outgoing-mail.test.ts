import { describe, expect, it, vi } from 'vitest';
import type { AllowedHost } from '#core/actions/allow-list.ts';
import { SECOND } from '#core/model/time.ts';
import { createSendMail } from '#main/adapters/outgoing/smtp-sender.ts';
import type { Mail } from '#main/ports/outgoing.ts';
import { bareServer } from '#test/kit/bare-server.ts';
import { createFakeClock } from '#test/kit/clock.ts';
import { testMailServer } from '#test/kit/mail-server.ts';
import { nameServer } from '#test/kit/outgoing.ts';
import { AUTHORITY, SELF_SIGNED } from '#test/kit/receiver.ts';

/** What comes over a socket is waited for as long as a busy machine may take. */
const PATIENTLY = { timeout: 30_000 };
const LOGIN = { user: 'vigil', password: 'secret' };

function mailBench(resolve = nameServer(['127.0.0.1']).resolve) {
  const clock = createFakeClock();
  const sendMail = createSendMail({ resolve, clock, timers: clock, ca: [AUTHORITY] });
  const aMail = (port: number, parts: Partial<Mail> = {}, server: Partial<Mail['server']> = {}): Mail => ({
    server: { host: 'mail.example', port, security: 'STARTTLS', username: null, password: null, ...server },
    from: 'vigil@site.example',
    to: ['control@site.example'],
    subject: 'Guard overdue at RB-01',
    text: 'Nobody has signed in since 02:00.\n.\nRunbook: call the guard.',
    message_id: '<delivery-7@vigil.example>',
    ...parts,
  });
  const send = (port: number, parts?: Partial<Mail>, server?: Partial<Mail['server']>, inside = true) =>
    sendMail(aMail(port, parts, server), [{ host: server?.host ?? 'mail.example', port, inside }]);
  return { clock, sendMail, aMail, send };
}
const answered = (status: number, words = '') =>
  expect.objectContaining({ kind: 'ANSWERED', status, body: expect.stringContaining(words) });

/** Speaks SMTP as far as these lines go, one for each that it hears, and then hangs up or waits. */
async function scripted(lines: readonly string[], then: 'cut' | 'wait') {
  const heard: string[] = [];
  const server = await bareServer((socket) => {
    const left = [...lines];
    const next = () => {
      const line = left.shift();
      if (line !== undefined) socket.write(line);
      else if (then === 'cut') socket.destroy();
    };
    socket.on('data', (data) => {
      heard.push(data.toString('utf8'));
      next();
    });
    next();
  });
  return { ...server, heard };
}

describe('a mail', () => {
  it.each([
    ['TLS from the first byte', 'TLS', true],
    ['TLS before anything else is said', 'STARTTLS', false],
  ] as const)('is taken by %s, with a name and a password', async (_, security, secure) => {
    await using server = await testMailServer({ secure, login: LOGIN });
    const { send, clock } = mailBench();
    const subject = 'Wächter überfällig – RB-01';
    const to = ['control@site.example', 'chief@site.example'];
    const result = await send(
      server.port,
      { subject, to },
      { security, username: LOGIN.user, password: LOGIN.password },
    );
    expect(result).toEqual(answered(250, 'taken as 7'));
    expect(server.taken).toEqual([
      {
        from: 'vigil@site.example',
        to,
        source: expect.stringContaining('.\r\nRunbook: call the guard.'),
        isEncrypted: true,
        user: LOGIN.user,
      },
    ]);
    const { source = '' } = server.taken[0] ?? {};
    const head = source.slice(0, source.indexOf('\r\n\r\n'));
    expect(head).toContain('From: vigil@site.example\r\n');
    expect(head).toContain('To: control@site.example, chief@site.example\r\n');
    expect(head).toContain('Message-ID: <delivery-7@vigil.example>');
    expect(head).toContain('Date: Mon, 05 Jan 2026 00:00:00 +0000');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toContain('Subject: =?UTF-8?');
    expect(clock.pending()).toBe(0);
    await vi.waitFor(() => expect(server.goodbyes()).toBe(1), PATIENTLY);
  });

  it('goes unencrypted to a server inside where that is configured, though it offers TLS', async () => {
    await using server = await testMailServer();
    expect(await mailBench().send(server.port, {}, { security: 'NONE' })).toEqual(answered(250));
    expect(server.taken).toMatchObject([{ isEncrypted: false }]);
  });

  it.each([
    ['subject', 'Alarm\r\nBcc: everybody@evil.example'],
    ['from', 'vigil@site.example>\r\nRCPT TO:<everybody@evil.example'],
    ['from', '"Vigil" <vigil@site.example>'],
    ['to', 'control@site.example>\r\nDATA'],
    ['to', 'control@site.example, everybody@evil.example'],
    ['message_id', '<a@b>\r\nBcc: everybody@evil.example'],
  ])('with something else in its %s never leaves: %j', async (field, value) => {
    await using server = await testMailServer();
    const { send } = mailBench();
    const parts = { [field]: field === 'to' ? [value] : value };
    expect(await send(server.port, parts)).toMatchObject({ kind: 'REFUSED' });
    expect(server.reached()).toBe(0);
  });

  it('has nothing but its text in its text', async () => {
    await using server = await testMailServer();
    const text = 'a\r\n.\r\nMAIL FROM:<x@evil.example>\r\nRCPT TO:<y@evil.example>\r\nDATA\r\n.\r\nQUIT';
    expect(await mailBench().send(server.port, { text })).toEqual(answered(250));
    expect(server.taken.map(({ to }) => to)).toEqual([['control@site.example']]);
    expect(server.taken[0]?.source).toContain(text);
  });
});

describe('a mail server that is not allowed', () => {
  it.each([
    ['is not listed', 'other.example', ['127.0.0.1'], true, 'STARTTLS'],
    ['leads inside, and is not said to stand there', 'mail.example', ['127.0.0.1'], false, 'TLS'],
    ['leads inside as well', 'mail.example', ['8.8.8.8', '127.0.0.1'], false, 'STARTTLS'],
    ['leads to the keys of a cloud', 'mail.example', ['169.254.169.254'], true, 'TLS'],
    ['is asked unencrypted, and stands outside', 'mail.example', ['8.8.8.8'], true, 'NONE'],
    ['is asked unencrypted, and is not said to stand inside', 'mail.example', ['127.0.0.1'], false, 'NONE'],
  ] as const)('hears nothing: it %s', async (_, host, addresses, inside, security) => {
    await using server = await testMailServer();
    const { sendMail, aMail } = mailBench(nameServer(addresses).resolve);
    const allowed: readonly AllowedHost[] = [{ host: 'mail.example', port: server.port, inside }];
    const result = await sendMail(aMail(server.port, {}, { host, security }), allowed);
    expect(result).toMatchObject({ kind: 'REFUSED' });
    expect(server.reached()).toBe(0);
  });

  it('is looked up once, by us', async () => {
    await using server = await testMailServer();
    const { resolve, asked } = nameServer(['127.0.0.1'], ['127.0.0.9']);
    expect(await mailBench(resolve).send(server.port)).toEqual(answered(250));
    expect(asked).toEqual(['mail.example']);
  });
});

describe('the answer of a server', () => {
  it.each([
    [{ code: 451, words: 'Later' }, 451],
    [{ code: 550, words: 'Never' }, 550],
    [{ code: 554, words: 'Spam' }, 554],
  ])('to the text %j is the answer', async (atText, status) => {
    await using server = await testMailServer({ atText });
    expect(await mailBench().send(server.port)).toEqual(answered(status, atText.words));
  });

  it.each([450, 550])('to its only recipient %d is the answer', async (code) => {
    await using server = await testMailServer({ atRecipient: () => ({ code, words: 'No' }) });
    expect(await mailBench().send(server.port)).toEqual(answered(code, 'No'));
    expect(server.taken).toEqual([]);
  });

  it('to one of two recipients for good is told beside what became of the other', async () => {
    await using server = await testMailServer({
      atRecipient: (address) => (address.startsWith('gone') ? { code: 550, words: 'Gone for good' } : null),
    });
    const to = ['gone@site.example', 'control@site.example'];
    expect(await mailBench().send(server.port, { to })).toEqual(answered(250, 'Gone for good'));
    expect(server.taken).toMatchObject([{ to: ['control@site.example'] }]);
  });

  it('to one of two recipients for now asks for another try', async () => {
    await using server = await testMailServer({
      atRecipient: (address) => (address.startsWith('grey') ? { code: 450, words: 'In an hour' } : null),
    });
    const to = ['control@site.example', 'grey@site.example'];
    expect(await mailBench().send(server.port, { to })).toEqual(answered(450, 'In an hour'));
  });

  it('to some of several, for now and for good, is told for each; another try is for those who are left', async () => {
    const codes: Record<string, number> = { grey: 450, gone: 550 };
    await using server = await testMailServer({
      atRecipient: (address) => {
        const code = codes[address.slice(0, 4)];
        return code === undefined ? null : { code, words: 'No' };
      },
    });
    const to = ['control@site.example', 'grey@site.example', 'gone@site.example'];
    const first = await mailBench().send(server.port, { to });
    expect(first).toMatchObject({ status: 450, settled: ['control@site.example', 'gone@site.example'] });
    delete codes['grey'];
    const second = await mailBench().send(server.port, { to, recipients: ['grey@site.example'] });
    expect(second).toEqual(answered(250, 'taken as 7'));
    expect(server.taken.map((mail) => mail.to)).toEqual([['control@site.example'], ['grey@site.example']]);
    for (const { source } of server.taken) expect(source).toContain(`To: ${to.join(', ')}`);
  });

  it('to a wrong password is the answer, without it', async () => {
    await using server = await testMailServer({ login: LOGIN });
    const result = await mailBench().send(server.port, {}, { username: 'vigil', password: 'mistyped' });
    expect(result).toEqual(answered(535, 'Who are you'));
    expect(JSON.stringify(result)).not.toContain('mistyped');
  });

  it('to a mail that is too long for it is told before anything is sent', async () => {
    await using server = await scripted(['220 a\r\n', '250-a\r\n250 SIZE 100\r\n'], 'wait');
    const result = await mailBench().send(server.port, {}, { security: 'NONE' });
    expect(result).toMatchObject({ kind: 'REFUSED', reason: expect.stringContaining('longer than') });
  });
});

describe('a mail has certainly not arrived where the server', () => {
  const unreached = (words = '') => ({ kind: 'UNREACHED', reason: expect.stringContaining(words) });

  it.each([
    ['vouches for itself', 'TLS', SELF_SIGNED, 'mail.example'],
    ['vouches for itself', 'STARTTLS', SELF_SIGNED, 'mail.example'],
    ['shows the certificate of another one', 'TLS', undefined, 'other.example'],
    ['shows the certificate of another one', 'STARTTLS', undefined, 'other.example'],
  ] as const)('%s, by %s', async (_, security, tls, host) => {
    const options = { secure: security === 'TLS', login: LOGIN, ...(tls === undefined ? {} : { tls }) };
    await using server = await testMailServer(options);
    const login = { username: LOGIN.user, password: LOGIN.password };
    expect(await mailBench().send(server.port, {}, { security, host, ...login })).toEqual(unreached());
    expect(server.taken).toEqual([]);
  });

  it.each([
    ['never greets', 0],
    ['dies when it has greeted', 1],
    ['dies at the sender', 2],
    ['dies at the recipient', 3],
    ['dies before it takes the text', 4],
  ])('%s', async (_, answers) => {
    await using server = await scripted(
      ['220 a\r\n', ...Array<string>(3).fill('250 a\r\n')].slice(0, answers),
      'cut',
    );
    expect(await mailBench().send(server.port, {}, { security: 'NONE' })).toEqual(unreached());
  });

  it('says nothing for 30 s', async () => {
    await using server = await scripted(['220 a\r\n'], 'wait');
    const { send, clock } = mailBench();
    const sent = send(server.port, {}, { security: 'NONE' });
    await vi.waitFor(() => expect(server.heard).toHaveLength(1), PATIENTLY);
    clock.advance(30 * SECOND);
    expect(await sent).toEqual(unreached('did not answer in 30 s'));
    expect(clock.pending()).toBe(0);
  });

  const HANDSHAKE = ['220 a\r\n', '250-a\r\n250 STARTTLS\r\n', '220 Go\r\n'];
  it('agrees on no TLS for 30 s', async () => {
    await using server = await scripted(HANDSHAKE, 'wait');
    const { send, clock } = mailBench();
    const sent = send(server.port);
    await vi.waitFor(() => expect(server.heard).toHaveLength(3), PATIENTLY);
    clock.advance(30 * SECOND);
    expect(await sent).toEqual(unreached('did not answer in 30 s'));
  });

  it.each([
    ['hangs up', [...HANDSHAKE]],
    ['speaks no TLS', [...HANDSHAKE, '250 What\r\n']],
  ])('%s while TLS is agreed on', async (_, lines) => {
    await using server = await scripted(lines, 'cut');
    expect(await mailBench().send(server.port)).toEqual(unreached());
  });

  it('knows no TLS: nothing of the mail is said, nor who signs in', async () => {
    await using server = await scripted(['220 a\r\n', '250-a\r\n250 AUTH PLAIN\r\n', '502 No\r\n'], 'wait');
    const login = { username: 'vigil', password: 'secret' };
    const result = await mailBench().send(server.port, {}, { security: 'STARTTLS', ...login });
    expect(result).toEqual(answered(502, 'No'));
    expect(server.heard.map((line) => line.split(/[ \r]/)[0])).toEqual(['EHLO', 'STARTTLS']);
  });
});

describe('a mail may have arrived where the server', () => {
  it('dies when it has the text', async () => {
    await using server = await testMailServer({ atText: 'cut' });
    expect(await mailBench().send(server.port)).toMatchObject({ kind: 'UNKNOWN' });
  });

  it('has the text and says nothing for 30 s', async () => {
    await using server = await testMailServer({ atText: 'hang', secure: true });
    const { send, clock } = mailBench();
    const sent = send(server.port, {}, { security: 'TLS' });
    await server.gotText;
    clock.advance(30 * SECOND);
    expect(await sent).toEqual({ kind: 'UNKNOWN', reason: 'The mail server did not answer in 30 s.' });
  });
});
