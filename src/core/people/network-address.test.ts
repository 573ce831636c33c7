import { expect, it } from 'vitest';
import { readAddress, writeAddress } from './network-address.ts';

it.each([
  ['ops-1', 'ops-1', 7416],
  [' 10.0.0.7 ', '10.0.0.7', 7416],
  ['10.0.0.7:80', '10.0.0.7', 80],
  ['ops-1.example.com:65535', 'ops-1.example.com', 65_535],
  ['[fe80::1]', 'fe80::1', 7416],
  ['[::1]:9000', '::1', 9000],
])('reads %s', (text, host, port) => {
  expect(readAddress(text, 7416)).toEqual({ host, port });
});

it.each([
  '',
  'a b',
  'https://ops-1',
  'ops-1:0',
  'ops-1:65536',
  'ops-1:x',
  '::1',
  '[::1',
  'ops-1/path',
  '-a',
  'a@b',
])('does not read “%s”', (text) => {
  expect(readAddress(text, 7416)).toBeNull();
});

it('writes what it reads again as the same', () => {
  for (const address of [
    { host: '::1', port: 1 },
    { host: 'ops-1', port: 7416 },
  ])
    expect(readAddress(writeAddress(address), 1)).toEqual(address);
});
