import { expect, it } from 'vitest';
import { allowedOf, linesOf } from './allowed-lines.ts';

it('reads hosts with their ports, and those inside, as they are written', () => {
  const lines = 'sms.example\ntickets.example:8443\n10.0.0.7:25 inside\n[fd00::1]:443 inside';
  const allowed = allowedOf(`\n${lines}  \n`);
  expect(allowed).toEqual([
    { host: 'sms.example', port: null, inside: false },
    { host: 'tickets.example', port: 8_443, inside: false },
    { host: '10.0.0.7', port: 25, inside: true },
    { host: '[fd00::1]', port: 443, inside: true },
  ]);
  expect(linesOf(allowed)).toBe(lines);
});

it('takes an address of IPv6 without a port as it is', () => {
  expect(allowedOf('fd00::1')).toEqual([{ host: 'fd00::1', port: null, inside: false }]);
});
