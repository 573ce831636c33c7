import { expect, it } from 'vitest';
import type { ReadModel } from '#main/ports/read-model.ts';
import { GATES_CLOSED } from '../gates/settings.ts';
import { intakeState } from './intake.ts';

const clock = { now: () => 1_000, monotonic: () => 0 };

/** Of a listener that works at the address. */
function reasonAt(address: string): string | null {
  const values: Readonly<Record<string, string>> = {
    'gates.settings': JSON.stringify({ ...GATES_CLOSED, http: { on: true, address, port: 7_415 } }),
    last_tick_at: '900',
  };
  const readModel = { state: (name: string) => values[name] ?? null, drops: () => [] };
  return intakeState(readModel as unknown as ReadModel, clock).http.reason;
}

it.each(['127.0.0.1', '::1'])('says nothing of a listener at %s', (address) => {
  expect(reasonAt(address)).toBeNull();
});

it.each(['0.0.0.0', '192.168.1.7', '::'])(
  'says of a listener at %s that keys cross the network',
  (address) => {
    expect(reasonAt(address)).toContain('in the clear');
  },
);
