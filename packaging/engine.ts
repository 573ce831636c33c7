// The engine without a desktop, for a server: a .deb where dpkg-deb is, and a .tar.gz of the same files.

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { copyProgram, manifest, root } from './contents.ts';

const own = join(import.meta.dirname, 'engine');
const KIB = 1024;
/** What Debian calls the processor. */
const DEBIAN: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };
const SCRIPTS = ['postinst', 'prerm', 'postrm'];

/** Lays out the files of the package under `into` as they lie on a machine. The runtime is the one that Vigil is tested with. */
export function layEngine(into: string, arch: string): string {
  rmSync(into, { recursive: true, force: true });
  const lib = join(into, 'usr/lib/vigil-engine');
  copyProgram(join(lib, 'program'), `linux-${arch}`);
  const runtime = join(root, `node_modules/node-linux-${arch}`);
  if (!existsSync(runtime))
    throw new Error(`node-linux-${arch} is not installed: make the package on a machine of that kind`);
  put(join(runtime, 'bin/node'), join(lib, 'bin/node'), 0o755);
  put(join(own, 'vigil-engine'), join(into, 'usr/bin/vigil-engine'), 0o755);
  put(join(own, 'vigil-engine.service'), join(into, 'usr/lib/systemd/system/vigil-engine.service'), 0o644);
  put(join(own, 'engine.conf'), join(into, 'etc/vigil/engine.conf'), 0o644);
  put(join(own, 'README.md'), join(into, 'usr/share/doc/vigil-engine/README.md'), 0o644);
  return into;
}

/** Makes the packages of the engine in a folder, and returns their files. */
export function packEngine(out: string, arch: string): readonly string[] {
  const { version } = manifest();
  const files = layEngine(join(out, `engine-${arch}`), arch);
  const archive = join(out, `vigil-engine-${version}-linux-${arch}.tar.gz`);
  mkdirSync(out, { recursive: true });
  execFileSync('tar', [
    '--create',
    '--gzip',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--file',
    archive,
    '--directory',
    files,
    '.',
  ]);
  const made = [archive];
  if (hasDpkg()) made.push(packDebian(files, out, arch));
  else console.error('dpkg-deb is not here: no .deb was made.');
  return made;
}

function packDebian(files: string, out: string, arch: string): string {
  const { version, description } = manifest();
  const control = join(files, 'DEBIAN');
  mkdirSync(control, { recursive: true });
  for (const name of SCRIPTS) put(join(own, name), join(control, name), 0o755);
  writeFileSync(join(control, 'conffiles'), '/etc/vigil/engine.conf\n');
  writeFileSync(
    join(control, 'control'),
    [
      'Package: vigil-engine',
      `Version: ${version}`,
      `Architecture: ${DEBIAN[arch]}`,
      'Maintainer: Vigil <vigil@localhost>',
      `Installed-Size: ${Math.ceil(sizeOf(files) / KIB)}`,
      'Depends: adduser, libc6 (>= 2.28), libstdc++6',
      'Recommends: systemd',
      'Section: misc',
      'Priority: optional',
      `Description: ${description}`,
      ' The engine as a service: it audits without anybody signed in, and the',
      ' workstations of the control room attach to it over the network.',
      '',
    ].join('\n'),
  );
  const file = join(out, `vigil-engine_${version}_${DEBIAN[arch]}.deb`);
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zxz', files, file], { stdio: 'pipe' });
  rmSync(control, { recursive: true });
  return file;
}

function put(from: string, to: string, mode: number): void {
  mkdirSync(join(to, '..'), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, mode);
}

function hasDpkg(): boolean {
  try {
    execFileSync('dpkg-deb', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const sizeOf = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;
