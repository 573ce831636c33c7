import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ipKind, reachOf } from './ip-kind.ts';

it.each([
  ['8.8.8.8', 'PUBLIC'],
  ['172.15.255.255', 'PUBLIC'],
  ['172.16.0.0', 'PRIVATE'],
  ['172.31.255.255', 'PRIVATE'],
  ['172.32.0.0', 'PUBLIC'],
  ['10.0.0.1', 'PRIVATE'],
  ['192.168.255.1', 'PRIVATE'],
  ['100.63.255.255', 'PUBLIC'],
  ['100.64.0.0', 'CARRIER'],
  ['100.127.255.255', 'CARRIER'],
  ['100.128.0.0', 'PUBLIC'],
  ['100.100.100.200', 'METADATA'],
  ['168.63.129.16', 'METADATA'],
  ['192.0.0.192', 'METADATA'],
  ['127.0.0.1', 'LOOPBACK'],
  ['127.255.255.254', 'LOOPBACK'],
  ['0.0.0.0', 'UNSPECIFIED'],
  ['0.1.2.3', 'UNSPECIFIED'],
  ['169.254.169.254', 'METADATA'],
  ['169.254.170.2', 'LINK_LOCAL'],
  ['192.0.2.1', 'DOCUMENTATION'],
  ['198.51.100.1', 'DOCUMENTATION'],
  ['203.0.113.1', 'DOCUMENTATION'],
  ['198.19.255.255', 'BENCHMARKING'],
  ['198.20.0.0', 'PUBLIC'],
  ['224.0.0.1', 'MULTICAST'],
  ['239.255.255.255', 'MULTICAST'],
  ['240.0.0.1', 'RESERVED'],
  ['255.255.255.255', 'RESERVED'],
  ['2606:4700:4700::1111', 'PUBLIC'],
  ['::', 'UNSPECIFIED'],
  ['::1', 'LOOPBACK'],
  ['0:0:0:0:0:0:0:1', 'LOOPBACK'],
  ['::2', 'RESERVED'],
  ['::127.0.0.1', 'RESERVED'],
  ['::8.8.8.8', 'RESERVED'],
  ['fc00::1', 'UNIQUE_LOCAL'],
  ['fdff:ffff::1', 'UNIQUE_LOCAL'],
  ['fd00:ec2::254', 'METADATA'],
  ['FD00:EC2::23', 'METADATA'],
  ['fd20:ce::254', 'METADATA'],
  ['fe80::1', 'LINK_LOCAL'],
  ['febf::1', 'LINK_LOCAL'],
  ['fec0::1', 'RESERVED'],
  ['ff02::1', 'MULTICAST'],
  ['2001:db8::1', 'DOCUMENTATION'],
  ['3fff:fff::1', 'DOCUMENTATION'],
  ['2001:2::1', 'BENCHMARKING'],
  ['2001:10::1', 'RESERVED'],
  ['100::1', 'RESERVED'],
  ['64:ff9b:1::a00:1', 'RESERVED'],
  ['::ffff:127.0.0.1', 'LOOPBACK'],
  ['::ffff:7f00:1', 'LOOPBACK'],
  ['::ffff:169.254.169.254', 'METADATA'],
  ['::ffff:8.8.8.8', 'PUBLIC'],
  ['::ffff:0:127.0.0.1', 'RESERVED'],
  ['64:ff9b::10.0.0.1', 'PRIVATE'],
  ['64:ff9b::a9fe:a9fe', 'METADATA'],
  ['64:ff9b::8.8.8.8', 'PUBLIC'],
  ['2002:7f00:1::1', 'LOOPBACK'],
  ['2002:a9fe:a9fe::', 'METADATA'],
  ['2002:808:808::1', 'PUBLIC'],
  ['2001:0:808:808::80ff:fffe', 'LOOPBACK'], // Teredo: the client 127.0.0.1, its bits turned over
  ['2001:0:7f00:1::f7f7:f7f7', 'LOOPBACK'], // and the server
  ['2001:0:808:808::f7f7:f7f7', 'PUBLIC'],
  ['2606:4700::5efe:10.0.0.1', 'PRIVATE'],
  ['2606:4700::200:5efe:7f00:1', 'LOOPBACK'],
  ['fe80::5efe:8.8.8.8', 'LINK_LOCAL'],
])('%s is %s', (ip, kind) => {
  expect(ipKind(ip)).toBe(kind);
});

it.each([
  '',
  'a',
  '1',
  '1.2.3',
  '256.1.1.1',
  '010.0.0.1',
  '0x7f.0.0.1',
  '1.2.3.4.5',
  '1.2.3.4 ',
  ':',
  ':::',
  '::g',
])('“%s” is no IP address', (text) => {
  expect(ipKind(text)).toBeNull();
});
it.each(['fe80::1%eth0', '[::1]', '::1/64', '1:2:3:4:5:6:7:8:9', '::ffff:1.2.3', '1::2::3'])(
  '%s is no IP address either',
  (text) => {
    expect(ipKind(text)).toBeNull();
  },
);

it('a mapped, translated or tunnelled address reaches exactly as far as the one inside it', () => {
  const part = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(part, part, part, part), (parts) => {
      const [a, b, c, d] = parts.map((each) => each.toString(16).padStart(2, '0'));
      const kind = ipKind(parts.join('.'));
      for (const six of [
        `::ffff:${a}${b}:${c}${d}`,
        `64:ff9b::${a}${b}:${c}${d}`,
        `2002:${a}${b}:${c}${d}::1`,
      ])
        expect(ipKind(six)).toBe(kind);
    }),
    { numRuns: 2_000 },
  );
});

it('never lets anything but the public be reached everywhere', () => {
  expect(reachOf('PUBLIC')).toBe('ALWAYS');
  for (const kind of ['LOOPBACK', 'PRIVATE', 'UNIQUE_LOCAL', 'CARRIER', 'BENCHMARKING'] as const)
    expect(reachOf(kind)).toBe('INSIDE');
  for (const kind of [
    'LINK_LOCAL',
    'METADATA',
    'UNSPECIFIED',
    'MULTICAST',
    'DOCUMENTATION',
    'RESERVED',
  ] as const)
    expect(reachOf(kind)).toBe('NEVER');
});
