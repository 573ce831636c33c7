import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bill, markHeld } from '#packaging/sbom.ts';
import { licencesText, packagesOf, runtimePackages } from '#packaging/third-party.ts';

const root = join(import.meta.dirname, '../..');
const development = [{ name: 'cdx:npm:package:development', value: 'true' }];
const path = { name: 'cdx:npm:package:path', value: 'node_modules/react' };

describe('the bill of materials', () => {
  const bill: Bill = {
    components: [
      { name: 'react', version: '19.3.1', scope: 'optional', properties: [path, ...development] },
      { group: '@base-ui', name: 'react', version: '1.9.0', properties: development },
      { name: 'vitest', version: '5.1.1', properties: development },
      { name: 'ws', version: '8.23.0' },
      {
        name: 'outer',
        version: '1.0.0',
        components: [{ name: 'react', version: '18.0.0', properties: development }],
      },
      { name: 'electron', version: '45.4.1', properties: development },
    ],
  };
  const held = new Set(['react 19.3.1', '@base-ui/react 1.9.0', 'ws 8.23.0']);

  it('calls part of the program what is in the screens, whatever the lockfile calls it', () => {
    const marked = markHeld(bill, held, new Set()).components ?? [];
    expect(marked[0]).toEqual({ name: 'react', version: '19.3.1', scope: 'required', properties: [path] });
    expect(marked[1]).toMatchObject({ group: '@base-ui', scope: 'required', properties: [] });
  });

  it('calls excluded what only builds it, another version of what is in it too', () => {
    const marked = markHeld(bill, held, new Set()).components ?? [];
    expect(marked[2]).toEqual({ ...bill.components?.[2], scope: 'excluded' });
    expect(marked[4]?.components?.[0]).toMatchObject({ version: '18.0.0', scope: 'excluded' });
    expect(marked[5]).toMatchObject({ name: 'electron', scope: 'excluded' });
  });

  it('has the runtime of the desktop program in the bill of the desktop program', () => {
    const marked = markHeld(bill, held, new Set(['electron'])).components ?? [];
    expect(marked[5]).toMatchObject({ name: 'electron', scope: 'required', properties: [] });
  });

  it('is refused where it lacks what the program holds', () => {
    expect(() => markHeld(bill, new Set([...held, 'left-pad 1.0.0']), new Set())).toThrow('left-pad 1.0.0');
  });
});

it('reads from the licences of a build which packages, of which version, are in it', () => {
  const text = licencesText(root, ['node_modules/react', 'node_modules/@base-ui/react']);
  const found = packagesOf(text);
  const versionOf = (name: string) =>
    JSON.parse(readFileSync(join(root, `node_modules/${name}/package.json`), 'utf8')).version;
  for (const name of ['react', '@base-ui/react', 'ws']) expect(found).toContain(`${name} ${versionOf(name)}`);
  expect(found.size).toBe(runtimePackages(root).length + 2 - repeated());
  expect([...found].some((title) => title.startsWith('vitest '))).toBe(false);
  expect(existsSync(join(root, 'node_modules/vitest'))).toBe(true); // it is there, and is not in it
});

/** Packages that lie in several places in the same version are one line. */
function repeated(): number {
  const titles = runtimePackages(root).map(({ name, version }) => `${name} ${version}`);
  return titles.length - new Set(titles).size;
}
