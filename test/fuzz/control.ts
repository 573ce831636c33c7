import type { Format } from './format.ts';
import { Turns } from './turns.ts';

const LONGEST_TURN_MS = 1;

/** A reader with the bugs that a hunt must find: it fails at nesting, writes what it refuses, sets names without a look, and works too long at a number. */
export const CONTROL: Format = {
  seeds: () => [Buffer.from('{"a":1,"__proto__":{"polluted":1}}\n'.repeat(3))],
  open: async () => {
    const turns = new Turns(LONGEST_TURN_MS);
    return {
      async read(bytes) {
        turns.begin();
        const text = bytes.toString('utf8');
        if (text.includes('[[[')) throw new TypeError('as seeded');
        if (text.includes('\u0000')) return 'PARTIAL';
        if (text.includes('1e400')) workFor(2 * LONGEST_TURN_MS);
        for (const [, name] of text.matchAll(/"(\w+)":\{"polluted/g))
          Object.assign(Reflect.get({}, name ?? '') ?? {}, { polluted: 1 });
        return 'ACCEPTED';
      },
      stalls: () => turns.long(),
      [Symbol.asyncDispose]: async () => turns[Symbol.dispose](),
    };
  },
};

function workFor(ms: number): void {
  const begun = process.threadCpuUsage();
  for (let used = 0; used < ms; ) {
    const { user, system } = process.threadCpuUsage(begun);
    used = (user + system) / 1_000;
  }
}
