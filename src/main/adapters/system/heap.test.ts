import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** In a process of its own: what it sets holds for the whole process. */
const told = execFileSync(
  process.execPath,
  [
    '--no-warnings',
    '--input-type=module',
    '-e',
    `import { setImmediate as turn } from 'node:timers/promises';
     const { keepHeapSmall } = await import(${JSON.stringify(new URL('./heap.ts', import.meta.url).href)});
     const unneeded = new WeakRef({});
     await turn();
     const before = unneeded.deref() !== undefined;
     await turn();
     keepHeapSmall();
     await turn();
     console.log(JSON.stringify([before, unneeded.deref() !== undefined, typeof gc]));`,
  ],
  { encoding: 'utf8' },
);

it('looks at once for what nobody needs, and leaves no way to do so to others', () => {
  expect(JSON.parse(told)).toEqual([true, false, 'undefined']);
});
