import { expect, it } from 'vitest';
import { canonicalHost } from './canonical-host.ts';

it.each([
  ['Hooks.Example', 'hooks.example'],
  ['hooks.example.', 'hooks.example'],
  ['bücher.example', 'xn--bcher-kva.example'],
  ['ｈooks。example', 'hooks.example'],
  ['sms_gateway-1', 'sms_gateway-1'],
  ['127.1', '127.0.0.1'],
  ['0x7f.0.0.1', '127.0.0.1'],
  ['0177.0.0.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['127.0.0.1.', '127.0.0.1'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['[2001:0DB8::0001]', '2001:db8::1'],
  ['::ffff:127.0.0.1', '::ffff:7f00:1'],
])('%s is written %s', (host, canonical) => {
  expect(canonicalHost(host)).toBe(canonical);
  expect(canonicalHost(canonical)).toBe(canonical);
});

it.each([
  '',
  '.',
  'a..b',
  'a.example..',
  '-a.example',
  'a b',
  'a/b',
  'a:80',
  'a@b',
  'a?b',
  'a#b',
  'a%2eb',
  'a\\b',
  '[a]',
  '[127.0.0.1]',
  'fe80::1%eth0',
  '1.2.3.256',
  '*.example',
  `${'a'.repeat(64)}.example`,
  `${'abcdefghi.'.repeat(26)}example`,
])('“%s” is no host alone', (host) => {
  expect(canonicalHost(host)).toBeNull();
});
