/** Updates from a folder inside the customer's network. */
export const UPDATES = {
  title: 'Updates',
  state: {
    UNAVAILABLE: 'None are taken here.',
    OFF: 'Off. Nobody looks for updates.',
    WAITING: 'Nothing newer was found.',
    LOOKING: 'Looking…',
    FETCHING: 'Fetching what is newer…',
    READY: 'A newer version was fetched and verified.',
    BACKING_UP: 'A backup is made and verified; then the newer version is installed.',
    FAILED: '▲ No update was taken.',
  },
  looked: 'Looked',
  offered: (version: string, fetched: string, size: string) => `Version ${version}: ${fetched} of ${size}`,
  byHand: (file: string) => `An administrator of this machine installs it: ${file}`,
  address: 'Folder with updates: https://HOST/FOLDER, or a path',
  save: 'Look there',
  off: 'Look nowhere',
  look: 'Look now',
  install: {
    REPLACED: (version: string) => `Install ${version} and start again`,
    RUN: (version: string) => `Install ${version}: Vigil ends and starts again`,
    OPENED: (version: string) => `Open the disk image of ${version}`,
  },
  before: 'A verified backup comes first: where there is none of the last two hours, one is made now.',
  installHint: 'After a verified backup; the audit trail says who did it',
} as const;
