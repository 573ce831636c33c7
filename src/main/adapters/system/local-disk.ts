import { statfsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Linux's numbers of file systems that are not a disk of this machine. */
const REMOTE: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0x65735546, 'FUSE'],
  [0x01021997, '9P'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
]);
/** Folders that a program copies to other machines behind the back of whoever writes to them. */
const SYNCED =
  /[\\/](OneDrive|Dropbox|Google ?Drive|iCloud ?Drive|Mobile Documents|Nextcloud|ownCloud)([ -][^\\/]*)?([\\/]|$)/i;

/** The data folder is no place for a database. */
export class UnfitFolder extends Error {
  override readonly name = 'UnfitFolder';
}

export type DiskWorld = {
  readonly platform: NodeJS.Platform;
  /** The number of the file system's type; null where the system does not say. */
  readonly typeOf: (folder: string) => number | null;
  /** Whether somebody has taken the risk. */
  readonly allowed: boolean;
};

/** Throws UnfitFolder for a folder on a network or in one that is synchronised: locks and write order do not hold there. */
export function requireLocalDisk(folder: string, world: DiskWorld = thisMachine()): void {
  const what = world.allowed ? null : remotenessOf(folder, world);
  if (what === null) return;
  throw new UnfitFolder(
    `${folder} is ${what}: a database there can be damaged or read by two programs at once. Choose a folder on a disk of this machine with --db FILE or VIGIL_DATA. VIGIL_NETWORK_FOLDER=allow uses it all the same, at that risk; where the network cannot share memory (the -shm file) it still cannot work.`,
  );
}

function remotenessOf(folder: string, { platform, typeOf }: DiskWorld): string | null {
  if (platform === 'win32' && /^[\\/]{2}/.test(folder)) return 'on another machine';
  const path = platform === process.platform ? resolve(folder) : folder;
  if (SYNCED.test(path)) return 'in a folder that is synchronised with other machines';
  // Elsewhere the numbers mean other things.
  const type = platform === 'linux' ? typeOf(folder) : null;
  const name = type === null ? undefined : REMOTE.get(type);
  return name === undefined ? null : `on a network or virtual file system (${name})`;
}

const thisMachine = (): DiskWorld => ({
  platform: process.platform,
  allowed: process.env.VIGIL_NETWORK_FOLDER === 'allow',
  typeOf(folder) {
    try {
      return statfsSync(folder).type;
    } catch {
      return null; // what it is shows when it is opened
    }
  },
});
