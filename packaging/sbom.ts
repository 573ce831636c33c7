// The software bill of materials: every package of the lockfile, what is only used to build it marked as such (CycloneDX 1.6).
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { manifest, root } from './contents.ts';
import { installTools, TOOLS } from './tools.ts';

/** Writes the bill into a folder, and returns its file. */
export function writeBillOfMaterials(out: string): string {
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
  return file;
}
