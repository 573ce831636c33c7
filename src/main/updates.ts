import { join } from 'node:path';
import type { PackageKind } from '#core/updates/manifest.ts';
import { readIfThere } from '#main/adapters/kit/read-if-there.ts';
import { fileServer } from '#main/adapters/outgoing/file-server.ts';
import { resolveBySystem } from '#main/adapters/outgoing/resolve.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { createUpdateRoom } from '#main/adapters/updates/room.ts';
import { createOpenUpdateSource } from '#main/adapters/updates/source.ts';
import type { OwnPackage } from '#main/services/updates/look.ts';
import type { InstalledAs, Installer } from '#main/services/updates/updater.ts';

const KEY_FILE = 'update-key.pub';
const KEY_BYTES = 32;

/** The vendor's key, which the package was made with; null: none was. Throws for a file that holds none. */
function readVendorKey(resources: string): Uint8Array | null {
  const text = readIfThere(join(resources, KEY_FILE));
  if (text === null) return null;
  const key = new Uint8Array(Buffer.from(text, 'base64'));
  if (key.length !== KEY_BYTES)
    throw new Error(`${KEY_FILE} holds no key: expected ${KEY_BYTES} bytes, base64`);
  return key;
}

/** What the updates of this program are held against, or why it takes none. */
export function ownPackage(
  {
    resources,
    version,
    demo,
  }: { readonly resources: string; readonly version: string; readonly demo: boolean },
  kind: PackageKind | null,
): { readonly own: OwnPackage; readonly why: null } | { readonly own: null; readonly why: string } {
  if (demo) return { own: null, why: 'Nothing is fetched for the demonstration.' };
  if (kind === null) return { own: null, why: 'Only what was installed from a package takes updates.' };
  const key = readVendorKey(resources);
  if (key === null)
    return { own: null, why: 'This package was made without the key of its vendor: it takes no updates.' };
  return { own: { version, kind, arch: process.arch, key }, why: null };
}

/** Where updates come from, are kept and are checked with. */
export const updateWorld = (dataFolder: string) => ({
  open: createOpenUpdateSource((address) =>
    fileServer(address, { resolve: resolveBySystem, timers: systemTimers, ca: null }),
  ),
  room: createUpdateRoom(dataFolder),
  tools: bundleTools,
});

/** Of a program that was installed from nothing. */
export const NOT_INSTALLED: Installer = {
  way: 'BY_HAND',
  install: () => Promise.reject(new Error('nothing is installed')),
};

/** The engine's own package: an administrator of the machine installs it, the service never replaces itself. */
export const asService = (environment: NodeJS.ProcessEnv = process.env): InstalledAs | null =>
  environment.VIGIL_SERVICE === undefined
    ? null
    : { kind: 'engine-deb', way: 'BY_HAND', install: () => Promise.reject(new Error('by hand')) };
