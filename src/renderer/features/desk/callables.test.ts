import { expect, it } from 'vitest';
import { callablesOf } from './callables.ts';

it('offers whom to call: who is on duty, the contacts, who is behind the escalation, then the rest', () => {
  const person = (code: string, on_duty: boolean) => ({
    code,
    name: code === 'G-1' ? 'Guard One' : code,
    role: 'guard',
    phone: null,
    on_duty,
  });
  const all = callablesOf({
    people: [person('G-1', true), person('G-2', false)],
    site: [
      { role: 'key_holder', name: 'Kim', phone: '112', hours: 'nights' },
      { role: 'control_room', name: 'Control room', phone: '113', hours: null },
    ],
    escalation: [{ role: 'supervisor', name: null, phone: null, email: 's@example.org', action: null }],
  });
  expect(all.map(({ who, name, role, phone, on_duty }) => [who, name, role, phone, on_duty])).toEqual([
    ['G-1', 'Guard One G-1', 'Guard', null, true],
    ['Kim (key holder)', 'Kim', 'Key holder', '112', false],
    ['control room', 'Control room', '', '113', false],
    ['supervisor', 'Supervisor', '', 's@example.org', false],
    ['G-2', 'G-2', 'Guard', null, false],
  ]);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});
