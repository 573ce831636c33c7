import type { Format } from './readers.ts';

/** A reader with the bugs that a hunt must find: it fails at nesting, writes what it refuses, and sets names without a look. */
export const CONTROL: Format = {
  seeds: () => [Buffer.from('{"a":1,"__proto__":{"polluted":1}}\n'.repeat(3))],
  open: async () => ({
    async read(bytes) {
      const text = bytes.toString('utf8');
      if (text.includes('[[[')) throw new TypeError('as seeded');
      if (text.includes('\u0000')) return 'PARTIAL';
      for (const [, name] of text.matchAll(/"(\w+)":\{"polluted/g))
        Object.assign(Reflect.get({}, name ?? '') ?? {}, { polluted: 1 });
      return 'ACCEPTED';
    },
    [Symbol.dispose]: () => {},
  }),
};
