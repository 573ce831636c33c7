import { expect, it } from 'vitest';
import { allowWorker } from './worker-address.ts';

type Rules = { readonly createScriptURL: (address: string) => string };

const policyFor = (address: string): Rules => {
  const made: [string, Rules][] = [];
  allowWorker(address, 'http://127.0.0.1:4711/?view=wall', {
    defaultPolicy: null,
    createPolicy: (name, rules) => made.push([name, rules]),
  });
  const [first] = made;
  if (first === undefined) throw new Error('no policy was made');
  expect(first[0]).toBe('default');
  return first[1];
};

it('runs its own worker, however its address is written, and no other file', () => {
  const policy = policyFor('/assets/worker-1a2b.mjs');
  for (const own of ['/assets/worker-1a2b.mjs', 'http://127.0.0.1:4711/assets/worker-1a2b.mjs'])
    expect(policy.createScriptURL(own)).toBe(own);
  const others = [
    '/assets/index.js',
    '/assets/worker-1a2b.mjs?x',
    'https://evil.test/assets/worker-1a2b.mjs',
    'data:text/javascript,alert(1)',
    'blob:http://127.0.0.1:4711/1',
    '//evil.test/assets/worker-1a2b.mjs',
  ];
  for (const other of others) expect(() => policy.createScriptURL(other)).toThrow(TypeError);
});

it('lets no markup and no code through', () => {
  expect(Object.keys(policyFor('/w.mjs'))).toEqual(['createScriptURL']);
});

it('leaves a browser without trusted types, and a policy that is there, alone', () => {
  allowWorker('/w.mjs', 'http://127.0.0.1/', undefined);
  const never = () => {
    throw new Error('a second policy');
  };
  allowWorker('/w.mjs', 'http://127.0.0.1/', { defaultPolicy: {}, createPolicy: never });
});
