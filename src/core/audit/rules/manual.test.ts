import { describe, expect, it } from 'vitest';
import { manualBreach, personNamedIn } from './manual.ts';

const john = {
  id: 1,
  code: 'G-1',
  name: 'John Doe',
  role: 'guard',
  phone: '+49 170 1234567',
  lone_worker: null,
};
const ed = { ...john, id: 2, code: 'G-2', name: 'Ed', phone: null };
const a = { ...john, id: 3, code: 'G-3', name: 'A', phone: 'none' };
const people = [a, ed, john];

describe('a text that may carry codes only', () => {
  it.each(['john doe at the gate', 'Ask John Doe', '(John Doe)', 'Ring 0049 1701234567 or +49-170-1234567'])(
    'names somebody in %j',
    (text) => {
      expect(personNamedIn(text, people)).toBe(john);
    },
  );

  it.each(['G-1 at the gate', 'Seed store open', 'A gate is open', 'John Doering called', 'Gate 12345'])(
    'names nobody in %j',
    (text) => {
      expect(personNamedIn(text, people)).toBeNull();
    },
  );
});

it('has a subject of its own and a start', () => {
  expect(manualBreach({ id: 'x', severity: 'LOW', title: 'Gate open', at: 5 })).toMatchObject({
    subject: 'manual:x',
    condition_started_at: 5,
    title: 'Gate open',
    severity: 'LOW',
  });
});
