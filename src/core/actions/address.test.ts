import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressProblem, ipProblem, readDestination } from './address.ts';
import type { AllowedHost } from './allow-list.ts';
import { canonicalHost } from './canonical-host.ts';

const LIST: readonly AllowedHost[] = [
  { host: 'Hooks.Example', port: null, inside: false },
  { host: 'bücher.example', port: 8443, inside: false },
  { host: 'sms.lan', port: null, inside: true },
  { host: '10.0.0.7', port: 9000, inside: true },
  { host: '10.0.0.8', port: null, inside: false },
  { host: '[::1]', port: 9000, inside: true },
  { host: '169.254.169.254', port: null, inside: true },
];

describe('an address on the list', () => {
  it.each([
    ['https://hooks.example/a?b=c#d', 'hooks.example', 443, '/a?b=c'],
    ['HTTPS://HOOKS.EXAMPLE', 'hooks.example', 443, '/'],
    ['https://hooks.example.:443/', 'hooks.example', 443, '/'],
    ['https://bücher.example:8443/ä', 'xn--bcher-kva.example', 8443, '/%C3%A4'],
    ['https://xn--bcher-kva.example:8443/', 'xn--bcher-kva.example', 8443, '/'],
    ['https://sms.lan/', 'sms.lan', 443, '/'],
    ['http://sms.lan/', 'sms.lan', 80, '/'],
    ['http://10.0.0.7:9000/', '10.0.0.7', 9000, '/'],
    ['http://0x0a.7:9000/', '10.0.0.7', 9000, '/'],
    ['http://[0:0:0:0:0:0:0:1]:9000/', '::1', 9000, '/'],
    ['https://hooks.example/@evil.example/', 'hooks.example', 443, '/@evil.example/'],
  ])('is where %s goes', (url, host, port, path) => {
    expect(readDestination(url, LIST)).toMatchObject({ kind: 'ALLOWED', destination: { host, port, path } });
  });

  it('may stand inside where one of two entries says so', () => {
    const twice = [
      { host: 'a.lan', port: 80, inside: false },
      { host: 'A.lan', port: null, inside: true },
    ];
    expect(addressProblem('http://a.lan/', twice)).toBeNull();
    expect(addressProblem('https://a.lan:81/', twice)).toContain('port 81, is not in the list');
  });
});

describe('refused is', () => {
  it.each([
    ['', 'no address of the web'],
    ['hooks.example', 'no address of the web'],
    ['//hooks.example/', 'no address of the web'],
    ['ftp://hooks.example/', 'no address of the web'],
    ['file:///etc/passwd', 'no address of the web'],
    ['javascript:alert(1)', 'no address of the web'],
    ['https:///', 'no address of the web'],
    ['https://hooks.example:65536/', 'no address of the web'],
    ['https://hooks.example/\n', 'control character'],
    [' https://hooks.example/', 'a space'],
    ['https://hooks.ex\tample/', 'control character'],
    ['https:\\\\hooks.example/', 'backslash'],
    ['https://hooks.example\\@evil.example/', 'backslash'],
    ['https://user@hooks.example/', 'a password'],
    ['https://:secret@hooks.example/', 'a password'],
    ['https://hooks.example@evil.example/', 'a password'],
    ['https://hooks.example:443@evil.example/', 'a password'],
    ['https://evil.example#@hooks.example/', 'not in the list'],
    ['https://evil.example?@hooks.example/', 'not in the list'],
    ['https://hooks.example.evil.example/', 'not in the list'],
    ['https://xhooks.example/', 'not in the list'],
    ['https://hooks.example:444/', 'not in the list'],
    ['https://hooks.example:0/', 'not in the list'],
    ['https://hooks..example/', 'names no host'],
    ['https://hooks.example../', 'names no host'],
    ['https://bücher.example/', 'not in the list'],
    ['http://hooks.example/', 'takes TLS'],
    ['http://hooks.example:443/', 'not in the list'],
    ['https://10.0.0.7/', 'not in the list'],
    ['https://10.0.0.8/', 'private network'],
    ['https://0xa.8/', 'private network'],
    ['https://169.254.169.254/', 'nothing is ever sent there'],
    ['http://2852039166/', 'nothing is ever sent there'],
    [`https://hooks.example/${'a'.repeat(2_048)}`, 'longer than 2048'],
  ])('%s', (url, words) => {
    expect(addressProblem(url, LIST)).toContain(words);
  });
});

it('lets through only hosts and ports of the list, by their scheme, whatever is written', () => {
  const hosts = [
    'hooks.example',
    'HOOKS.example.',
    'sms.lan',
    '10.7',
    '0x0a000007',
    '[::1]',
    'evil.example',
    '1',
  ];
  const url = fc
    .tuple(
      fc.constantFrom('https:', 'http:', 'HTTPS:', 'ws:'),
      fc.constantFrom('//', '/', '///', '\\\\', ''),
      fc.constantFrom('', '', '@', 'a@', 'hooks.example@', ':b@'),
      fc.oneof(fc.constantFrom(...hosts), fc.string({ maxLength: 6 }), fc.ipV4(), fc.ipV6()),
      fc.constantFrom('', ':', ':443', ':80', ':9000', ':0443', ':8443'),
      fc.oneof(fc.constantFrom('/', '', '#@hooks.example', '?@sms.lan'), fc.string({ maxLength: 6 })),
    )
    .map((parts) => parts.join(''));
  let allowed = 0;
  fc.assert(
    fc.property(url, (text) => {
      const read = readDestination(text, LIST);
      if (read.kind === 'REFUSED') return;
      allowed++;
      const { host, port, isTls, inside } = read.destination;
      const { hostname, protocol, username, password } = new URL(text);
      expect([protocol, username, password]).toEqual([isTls ? 'https:' : 'http:', '', '']);
      expect(canonicalHost(hostname)).toBe(host);
      const entry = LIST.find(
        (each) => canonicalHost(each.host) === host && (each.port ?? (isTls ? 443 : 80)) === port,
      );
      expect(entry?.inside).toBe(inside);
      expect(isTls || inside).toBe(true);
    }),
    { numRuns: 5_000 },
  );
  expect(allowed).toBeGreaterThan(20);
});

describe('what a name leads to', () => {
  it.each([
    ['8.8.8.8', true, false, null],
    ['8.8.8.8', true, true, null],
    ['8.8.8.8', false, true, 'without TLS'],
    ['10.0.0.1', true, true, null],
    ['10.0.0.1', false, true, null],
    ['10.0.0.1', true, false, 'does not say that this host stands inside'],
    ['::ffff:127.0.0.1', true, false, 'this machine itself'],
    ['fe80::1', true, true, 'nothing is ever sent there'],
    ['fe80::1%2', true, true, 'no IP address'],
    ['hooks.example', true, true, 'no IP address'],
  ])('%s, by TLS %s, inside %s', (ip, isTls, inside, words) => {
    const problem = ipProblem(ip, { isTls, inside });
    if (words === null) expect(problem).toBeNull();
    else expect(problem).toContain(words);
  });
});
