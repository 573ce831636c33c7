import { expect, it } from 'vitest';
import { readMailServer } from './mail-server.ts';

const LIST = [
  { host: 'Mail.Example', port: null, inside: false },
  { host: 'relay.lan', port: null, inside: true },
  { host: '10.0.0.9', port: 2525, inside: false },
];

it.each([
  ['mail.example.', 465, 'TLS', 'mail.example'],
  ['MAIL.example', 587, 'STARTTLS', 'mail.example'],
  ['relay.lan', 25, 'NONE', 'relay.lan'],
] as const)('%s at port %d by %s is a server of the list', (host, port, security, canonical) => {
  expect(readMailServer({ host, port, security }, LIST)).toMatchObject({
    kind: 'ALLOWED',
    destination: { host: canonical, port, isTls: security !== 'NONE' },
  });
});

it.each([
  ['mail.example', 25, 'NONE', 'takes TLS'],
  ['mail.example', 465, 'STARTTLS', 'not in the list'],
  ['mail.example', 587, 'TLS', 'not in the list'],
  ['relay.lan', 2525, 'NONE', 'not in the list'],
  ['10.0.0.9', 2525, 'TLS', 'private network'],
  ['evil.example', 465, 'TLS', 'not in the list'],
  ['mail.example@evil.example', 465, 'TLS', 'names no host'],
  ['mail.example/', 465, 'TLS', 'names no host'],
] as const)('%s at port %d by %s is refused: %s', (host, port, security, words) => {
  expect(readMailServer({ host, port, security }, LIST)).toMatchObject({
    kind: 'REFUSED',
    reason: expect.stringContaining(words),
  });
});
