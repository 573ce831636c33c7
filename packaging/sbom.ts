// The software bill of materials: every package of the lockfile, and of each whether it is part of the program (CycloneDX 1.6).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifest, root } from './contents.ts';
import { packagesOf } from './third-party.ts';
import { installTools, TOOLS } from './tools.ts';

type Property = { readonly name: string; readonly value: string };
type Component = {
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly scope?: string;
  readonly properties?: readonly Property[];
  readonly components?: readonly Component[];
};
/** What of a bill is looked at. */
export type Bill = { readonly components?: readonly Component[] };

/** How the tool marks what the lockfile calls development. */
const DEVELOPMENT = 'cdx:npm:package:development';

/** Writes the bill into a folder, and returns its file. `also`: names of packages that the package to be made holds beside the program. */
export function writeBillOfMaterials(out: string, also: readonly string[]): string {
  installTools();
  const file = join(out, `vigil-${manifest().version}.cdx.json`);
  const program = join(TOOLS, '@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js');
  const options = [
    '--package-lock-only',
    '--output-reproducible',
    '--spec-version',
    '1.6',
    '--output-file',
    file,
  ];
  execFileSync(process.execPath, [program, ...options, join(root, 'package.json')], {
    stdio: ['ignore', 2, 2],
  });
  const held = packagesOf(readFileSync(join(root, 'out/renderer/licences.txt'), 'utf8'));
  const bill: Bill = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify(markHeld(bill, held, new Set(also)), null, 2)}\n`);
  return file;
}

/**
 * The lockfile calls development whatever the build alone needs, and the screens are built of it: what is in them (`held`, as `name version`) is part of
 * the program, what is development and in nothing is not. Throws where something is held that the bill does not know.
 */
export function markHeld(bill: Bill, held: ReadonlySet<string>, also: ReadonlySet<string>): Bill {
  const known = new Set<string>();
  const marked = (component: Component): Component => {
    const name = component.group ? `${component.group}/${component.name}` : component.name;
    const title = `${name} ${component.version}`;
    known.add(title);
    const properties = component.properties?.filter((property) => property.name !== DEVELOPMENT) ?? [];
    const isDevelopment = properties.length !== (component.properties?.length ?? 0);
    const isHeld = held.has(title) || also.has(name);
    return {
      ...component,
      ...(isHeld ? { scope: 'required', properties } : {}),
      ...(isDevelopment && !isHeld ? { scope: 'excluded' } : {}),
      ...(component.components ? { components: component.components.map(marked) } : {}),
    };
  };
  const components = bill.components?.map(marked) ?? [];
  const missing = [...held].filter((title) => !known.has(title));
  if (missing.length > 0)
    throw new Error(`the bill does not know what the program holds: ${missing.join(', ')}`);
  return { ...bill, components };
}
