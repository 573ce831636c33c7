import { describe, expect, it } from 'vitest';
import { requireLocalDisk, UnfitFolder } from './local-disk.ts';

const on = (type: number | null, platform: NodeJS.Platform = 'linux', allowed = false) => ({
  platform,
  allowed,
  typeOf: () => type,
});
const EXT4 = 0xef53;

describe('a data folder', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'SMB'],
    [0xfe534d42, 'SMB'],
    [0x65735546, 'FUSE'],
  ])('of the type %i is refused as %s, with a way out', (type, name) => {
    const open = () => requireLocalDisk('/srv/vigil', on(type));
    expect(open).toThrow(UnfitFolder);
    expect(open).toThrow(name);
    expect(open).toThrow('--db FILE');
  });

  it.each([EXT4, 0x58465342, 0x9123683e, 0x01021994, null])(
    'on a disk of this machine (%s) is taken',
    (type) => {
      expect(() => requireLocalDisk('/srv/vigil', on(type))).not.toThrow();
    },
  );

  it.each([
    ['\\\\server\\share\\vigil', 'win32'],
    ['C:\\Users\\ada\\OneDrive - Example\\vigil', 'win32'],
    ['C:\\Users\\ada\\Dropbox\\vigil', 'win32'],
    ['/Users/ada/Library/Mobile Documents/vigil', 'darwin'],
    ['/home/ada/Nextcloud/vigil', 'linux'],
  ] as const)('%s on %s is refused', (folder, platform) => {
    expect(() => requireLocalDisk(folder, on(EXT4, platform))).toThrow(UnfitFolder);
  });

  it('with a name that only begins like one of them is taken', () => {
    expect(() => requireLocalDisk('/home/ada/Dropboxes/vigil', on(EXT4))).not.toThrow();
    expect(() => requireLocalDisk('/home/ada/vigil-onedrive', on(EXT4))).not.toThrow();
  });

  it('is taken from whoever knows the risk', () => {
    expect(() => requireLocalDisk('/srv/vigil', on(0x6969, 'linux', true))).not.toThrow();
  });
});
