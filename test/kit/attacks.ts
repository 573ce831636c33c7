/** A request as bytes could say it: nothing of a client corrects it. */
export type Wire = {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};

/** Where the secret of an endpoint belongs. */
export type Placed = (secret: string) => Wire;

/** What an attack knows of the endpoint. */
export type Aim = {
  readonly authority: string;
  readonly placed: Placed;
  /** The rightful secret. */
  readonly secret: string;
  /** Where the secret is looked up by whoever listens: an attack with it leaves it in place. */
  readonly wire: Wire;
};
export type Family =
  | 'host'
  | 'origin'
  | 'no origin'
  | 'method'
  | 'no header'
  | 'path'
  | 'secret'
  | 'place'
  | 'body'
  | 'framing'
  | 'slow';
export type Attack = {
  readonly family: Family;
  readonly name: string;
  /** The bytes to send, latin1. */
  readonly bytes: (aim: Aim) => string;
};

/** The bytes of a request. */
export const bytesOf = ({ method, target, headers, body }: Wire): string =>
  `${[`${method} ${target} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')}\r\n\r\n${body}`;

const without = (wire: Wire, ...names: readonly string[]): Wire => ({
  ...wire,
  headers: wire.headers.filter(([name]) => !names.includes(name)),
});
const withHeader = (wire: Wire, name: string, ...values: readonly string[]): Wire => ({
  ...without(wire, name),
  headers: [...without(wire, name).headers, ...values.map((value) => [name, value] as const)],
});
const withBody = (wire: Wire, body: string): Wire =>
  withHeader({ ...wire, body }, 'content-length', String(Buffer.byteLength(body, 'latin1')));

const list = <T>(
  family: Family,
  values: readonly T[],
  wire: (value: T, aim: Aim) => Wire | string,
): readonly Attack[] =>
  values.map((value, index) => ({
    family,
    name: `${family} ${index + 1}: ${JSON.stringify(value)?.slice(0, 60)}`,
    bytes: (aim) => {
      const made = wire(value, aim);
      return typeof made === 'string' ? made : bytesOf(made);
    },
  }));

/** `P` is the port of whoever listens. */
const HOSTS: readonly (readonly string[])[] = [
  ...[
    '',
    'evil.test',
    'evil.test:P',
    'rebound.evil.test:P',
    '127.0.0.1.evil.test:P',
    'localhost',
    'localhost:P',
  ],
  ...['127.0.0.1', '127.0.0.1:1', '127.0.0.1:P.', '127.0.0.1.:P', '127.1:P', '0x7f.1:P', '0177.0.0.1:P'],
  ...[
    '2130706433:P',
    '0.0.0.0:P',
    '0:P',
    '[::1]:P',
    '[::ffff:127.0.0.1]:P',
    '127.0.0.1:P@evil.test',
    'user@127.0.0.1:P',
  ],
  ...[
    'evil.test#127.0.0.1:P',
    'evil.test?127.0.0.1:P',
    '127.0.0.1:P, evil.test',
    '127.0.0.1:P/',
    '127.0.0.1:0P',
    '127.0.0.2:P',
  ],
].map((host) => [host]);
const TWO_HOSTS = [['evil.test:P', '127.0.0.1:P'], ['127.0.0.1:P', 'evil.test:P'], []];
const ORIGINS: readonly (readonly string[])[] = [
  ...[
    '',
    'null',
    'undefined',
    'http://evil.test',
    'http://evil.test:P',
    'https://127.0.0.1:P',
    'ws://127.0.0.1:P',
  ],
  ...[
    'http://127.0.0.1',
    'http://127.0.0.1:1',
    'http://localhost:P',
    'http://[::1]:P',
    'http://127.1:P',
    'http://0.0.0.0:P',
  ],
  ...[
    'http://127.0.0.1:P.evil.test',
    'http://evil.test/http://127.0.0.1:P',
    'http://127.0.0.1:P/',
    'http://127.0.0.1:P#',
    'HTTP://127.0.0.1:P',
  ],
  ...[
    'http://user@127.0.0.1:P',
    'http://127.0.0.1:P, http://evil.test',
    'file://',
    'app://vigil',
    'chrome-extension://abcdefgh',
    'about:blank',
    'data:',
    '*',
  ],
].map((origin) => [origin]);
const TWO_ORIGINS = [
  ['http://127.0.0.1:P', 'http://evil.test'],
  ['http://evil.test', 'http://127.0.0.1:P'],
];
const METHODS = [
  'PUT',
  'DELETE',
  'PATCH',
  'OPTIONS',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'LOCK',
  'MERGE',
  'SEARCH',
  'get',
  'Post',
  'GET\u00a0',
  '',
];
/** Headers of a page of ours that a form or a plain request of another page cannot send, and how it sends them. */
const HEADERS: readonly (readonly [string, readonly string[]])[] = [
  ...[[], ['0'], ['true'], ['1, 1'], ['01']].map((values) => ['x-vigil', values] as const),
  ...[
    [],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['text/plain; application/json'],
    ['application/jsonp'],
    ['text/json'],
    ['application/json, text/plain'],
  ].map((values) => ['content-type', values] as const),
  ...['cross-site', 'same-site', 'none', 'same-origin, cross-site'].map(
    (value) => ['sec-fetch-site', [value]] as const,
  ),
];
const UPS = ['..', '%2e%2e', '.%2e', '%252e%252e', '..;', '%c0%ae%c0%ae', '%uff0e%uff0e'];
const SLASHES = ['/', '%2f', '\\', '%5c', '//', '/./', '%252f'];
const PATHS = [
  ...UPS.flatMap((up) =>
    SLASHES.map((slash) => `${slash.startsWith('/') ? '' : '/'}${slash}${up}${slash}${up}${slash}secret.txt`),
  ),
  ...[
    'http://evil.test/',
    'http://evil.test/session',
    '//evil.test/ws',
    '/session/',
    '/SESSION',
    '/session%00',
    '/session/../code',
    '/ws/',
    '/wS',
    '/code.',
    '/.',
    '/*',
    '*',
    '/__proto__',
    '/constructor',
    '/vigil.db',
    '/socket.key',
    '/ingest/v1',
    '/ingest/v1/events/',
    '/ingest/v1/../v1/events',
    '/lan/',
    '/metrics',
    '/health',
    '/\u00ff',
  ],
];
const GUESSES: readonly ((secret: string) => string)[] = [
  ...[
    '',
    'x',
    'null',
    'undefined',
    'true',
    '0',
    '0'.repeat(32),
    'f'.repeat(64),
    "' OR 1=1 --",
    '%00',
    '__proto__',
    '*',
    '../',
    'Bearer',
    '\u00e9'.repeat(32),
  ].map((guess) => () => guess),
  (secret) => `${secret.slice(0, -1)}${secret.endsWith('0') ? '1' : '0'}`,
  (secret) => `${secret.startsWith('0') ? '1' : '0'}${secret.slice(1)}`,
  (secret) => secret.slice(1),
  (secret) => secret.slice(0, -1),
  (secret) => secret.slice(0, 8),
  (secret) => `${secret}${secret}`,
  (secret) => `${secret}0`,
  (secret) => `0${secret}`,
  (secret) => [...secret].reverse().join(''),
  (secret) => secret.toUpperCase(),
  (secret) => `${secret.slice(0, 16)} ${secret.slice(16)}`,
  (secret) => secret.replace(/./g, 'a'),
  (secret) => `${secret},${secret}`,
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => `${secret.split('.', 1)[0]}.${'0'.repeat(64)}`,
];
/** The rightful secret where nobody should look for it. */
const PLACES: readonly ((aim: Aim) => Wire)[] = [
  ...['code', 'session', 'token', 'key', 'access_token', 'authorization'].map(
    (name) =>
      ({ placed, secret }: Aim): Wire => {
        const wire = placed('');
        return { ...wire, target: `${wire.target}?${name}=${secret}` };
      },
  ),
  ...[
    'cookie',
    'x-session',
    'x-authorization',
    'proxy-authorization',
    'referer',
    'x-forwarded-authorization',
    'sec-websocket-protocol',
  ].map(
    (name) =>
      ({ placed, secret }: Aim): Wire =>
        withHeader(placed(''), name, name === 'cookie' ? `session=${secret}; code=${secret}` : secret),
  ),
  ({ placed, secret }) => ({ ...placed(''), target: `/${secret}` }),
];
const DEEP = 20_000;
const BODIES = [
  ...[
    '',
    ' ',
    '{',
    '}',
    '[]',
    '[',
    '0',
    '"x"',
    'null',
    'undefined',
    'NaN',
    '{"a":}',
    "{'a':1}",
    '{"a":1}{"a":1}',
    '\ufeff{}',
    '\u0000',
    '\u00ff\u00fe{\u0000}\u0000',
    '--x\r\n\r\n',
    'code=1&session=1',
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ],
  ...['__proto__', 'constructor', 'prototype'].map(
    (name) => `{"${name}":{"isAdmin":true,"code":"x","session":"x"}}`,
  ),
  '[{"__proto__":{"length":1e9}}]',
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  `{"code":"${'9'.repeat(200_000)}"}`,
  `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  '1e999999',
  `{"code":${'9'.repeat(5_000)}}`,
  '"\\ud800"',
];
/** Requests that two readers would understand differently, and such as nobody should. */
const FRAMINGS: readonly ((wire: Wire, aim: Aim) => Wire | string)[] = [
  (wire) => withHeader(wire, 'content-length', '4', '400'),
  (wire) => withHeader(wire, 'content-length', '-1'),
  (wire) => withHeader(wire, 'content-length', '1e3'),
  (wire) => withHeader(wire, 'content-length', '99999999999999999999'),
  (wire) => withHeader(wire, 'content-length', '0x10'),
  (wire) => withHeader(wire, 'transfer-encoding', 'chunked'),
  (wire) => withHeader(without(wire, 'content-length'), 'transfer-encoding', 'xchunked'),
  (wire) => withHeader(without(wire, 'content-length'), 'transfer-encoding', 'chunked, identity'),
  (wire) =>
    withHeader(
      without({ ...wire, body: 'zz\r\nx\r\n0\r\n\r\n' }, 'content-length'),
      'transfer-encoding',
      'chunked',
    ),
  (wire) =>
    withHeader(
      without({ ...wire, body: 'ffffffffffffffff1\r\nx' }, 'content-length'),
      'transfer-encoding',
      'chunked',
    ),
  (wire) => withHeader(wire, 'x-long', 'x'.repeat(20_000)),
  (wire) => ({
    ...wire,
    headers: [...wire.headers, ...Array.from({ length: 3_000 }, (_, index) => [`x-${index}`, '1'] as const)],
  }),
  (wire) => bytesOf(wire).replace('\r\n\r\n', '\r\n folded: x\r\n\r\n'),
  (wire) => bytesOf(wire).replace('\r\n', '\r\nx-nul: a\u0000b\r\n'),
  (wire) => bytesOf(wire).replace('\r\n', '\r\nno colon\r\n'),
  (wire) => bytesOf(wire).replace('\r\n', '\r\nx-bad : 1\r\n'),
  (wire) => bytesOf(wire).replace('HTTP/1.1', 'HTTP/9.9'),
  (wire) => bytesOf(wire).replace(' HTTP/1.1', ''),
  (wire) => bytesOf(wire).replaceAll('\r\n', '\n\r'),
  () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  () => '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  () => '\u0000'.repeat(1_000),
  () => '{"key":"x"}\n{"id":1,"name":"x","method":"sites.list","input":{}}\n',
  () => `GET / HTTP/1.1\r\nHost: ${'x'.repeat(9_000)}`,
  (wire) => `${bytesOf({ ...wire, headers: [['host', 'evil.test']] })}${bytesOf(wire)}`,
  ...[
    'x-forwarded-host',
    'x-original-url',
    'x-rewrite-url',
    'x-http-method-override',
    'x-forwarded-for',
    'forwarded',
  ].map(
    (name) =>
      (wire: Wire, { authority }: Aim) =>
        withHeader(wire, name, name.endsWith('url') ? '/session' : authority),
  ),
  (wire) => withHeader(wire, 'content-encoding', 'gzip'),
  (wire) => withHeader(wire, 'expect', '100-continue'),
  (wire) => withHeader(wire, 'upgrade', 'h2c'),
];
/** What begins and does not end. */
const BEGINNINGS: readonly ((bytes: string) => string)[] = [
  () => '',
  () => 'G',
  (bytes) => bytes.slice(0, bytes.indexOf('\r\n')),
  (bytes) => bytes.slice(0, bytes.indexOf('\r\n\r\n')),
  (bytes) => `${bytes.slice(0, bytes.indexOf('\r\n\r\n') + 2)}content-length: 5000\r\n\r\n{`,
];

const placedPort = (text: string, { authority }: Aim) => text.replaceAll('P', authority.split(':')[1] ?? '');

/** Every attack; more than two hundred. Those of `host` to `path` are done with the rightful secret where the endpoint must refuse them all the same. */
export const ATTACKS: readonly Attack[] = [
  ...list('host', [...HOSTS, ...TWO_HOSTS], (hosts, aim) =>
    withHeader(aim.wire, 'host', ...hosts.map((host) => placedPort(host, aim))),
  ),
  ...list('origin', [...ORIGINS, ...TWO_ORIGINS], (origins, aim) =>
    withHeader(
      aim.wire,
      'origin',
      ...origins.map((origin) =>
        origin.startsWith('HTTP') ? `HTTP${placedPort(origin.slice(4), aim)}` : placedPort(origin, aim),
      ),
    ),
  ),
  ...list('no origin', ['none'], (_, { wire }) => without(wire, 'origin')),
  ...list('method', METHODS, (method, { wire }) => ({ ...wire, method })),
  ...list('no header', HEADERS, ([name, values], { wire }) => withHeader(wire, name, ...values)),
  ...list('path', PATHS, (target, { wire }) => ({ ...wire, target })),
  ...GUESSES.flatMap((guess, index) =>
    list('secret', [`guess ${index + 1}`], (_, { placed, secret }) => placed(guess(secret))),
  ),
  ...PLACES.flatMap((place, index) => list('place', [`place ${index + 1}`], (_, aim) => place(aim))),
  ...list('body', BODIES, (body, { placed }) => withBody(placed(''), body)),
  ...FRAMINGS.flatMap((framing, index) =>
    list('framing', [`framing ${index + 1}`], (_, aim) => framing(aim.placed(''), aim)),
  ),
  ...BEGINNINGS.flatMap((beginning, index) =>
    list('slow', [`beginning ${index + 1}`], (_, { placed }) => beginning(bytesOf(placed('')))),
  ),
];
