/** A sealed bundle, on its own page and in Vigil. */
export const bundleWords = {
  seal: 'Sealed evidence',
  line: 'Sealed {at}. Times without a date are of that day, and ages are as of then.',
  made: 'Made by {who} with {program}.',
  notVerified: '(not verified)',
  redacted:
    'Names, telephone numbers, positions, and everything that people or other systems wrote were left out.',
  fingerprint: 'Key {fingerprint}',
  head: 'Trail up to row {seq}, {hash}',
  howToCheck:
    'This page shows what was sealed and cannot check itself: vigil evidence verify FILE does, with the key that the sender tells you by another way.',
  noPositions: 'Positions were left out of this bundle.',
} as const;

/** The dialog that seals a finding. */
export const exportWords = {
  title: 'Export with its evidence',
  contents: 'What goes along',
  choices: { whole: 'Everything', redacted: 'Without who and where' },
  holds: {
    whole:
      'The bundle holds names, telephone numbers in notes, and every position. Give it to nobody who may not see them.',
    redacted:
      'Names, telephone numbers, positions, and everything that people or other systems wrote are left out. Codes and times stay.',
  },
  isWrittenDown: 'The audit trail says that you exported it.',
  send: 'Seal and save',
  sealing: 'Sealing…',
} as const;

/** The screen on which bundles are opened. */
export const bundleScreenWords = {
  title: 'Bundles',
  open: 'Open a bundle',
  openHint: 'Choose files that end in .vigil, or drop them anywhere',
  files: 'Opened bundles',
  opened: 'The opened bundle',
  none: 'No bundle is open.',
  noneHow:
    'Choose a file that ends in .vigil, or drop it anywhere on this window. It is verified first, then shown to read, and kept nowhere.',
  opening: (name: string) => `Verifying ${name}`,
  failed: (name: string) => `${name} could not be opened.`,
  broken: (name: string) => `${name} is not as it was sealed.`,
  firstBroken: (part: string, why: string) => `The first broken part: ${part} ${why}.`,
  notShown: 'What it holds is not shown: it could be anything.',
  tooLarge: 'It is larger than any bundle.',
  notRead: 'The browser could not read the file.',
  notAnswered: 'Vigil did not say what it is.',
  close: 'Close this bundle',
  states: { OPENING: 'verifying', FAILED: 'not opened', BROKEN: 'broken', INTACT: 'intact' },
  verdict: 'Whether it is as it was sealed',
  intact: 'Every byte is as it was sealed.',
  notLeftOut:
    'Whoever sealed it says that names and positions were left out, and that is not so here: treat it as one that holds everything.',
  signers: {
    OWN: () => 'The signer is this installation.',
    KNOWN: (name: string) => `The signer is known here as ${name}.`,
    UNKNOWN: () =>
      'The signer is unknown: compare the key with what the sender tells you by another way, for instance by telephone.',
  },
  nameOfKey: 'Whose key it is',
  nameIt: 'Call it so',
  nameHint: 'Whoever opens its bundles here reads this name',
  forget: 'Forget this key',
  forgetHint: 'Its bundles are those of an unknown signer again',
  sealed: (name: string, key: string) => `${name} is saved, sealed with key ${key}…`,
  notNamed: (why: string) => `The key has no name: ${why}`,
} as const;

/** Cases: findings and bundles that belong together, with notes. */
export const caseWords = {
  title: 'Cases',
  make: 'New case',
  makeHint: 'Findings and bundles that belong together, with your notes, saved as one sealed file',
  none: 'No case yet.',
  closed: 'closed',
  bundles: (count: number) => `${count} ${count === 1 ? 'bundle' : 'bundles'}`,
  name: 'What the case is called',
  create: 'Open the case',
  rename: 'Rename',
  opened: 'Opened {at} by {who}.',
  closedAt: 'Closed {at} by {who}: it is not changed any more.',
  holds: 'What it holds',
  holdsNothing:
    'Nothing yet. Put findings into it from their page (More, Add to a case), and bundles that are open here by the button below.',
  ofFinding: 'sealed anew when the case is saved',
  ofBundle: (file: string) => `the bundle ${file}, as it is`,
  bundleAway: 'not open here: open it again before the case is saved',
  up: 'Up',
  down: 'Down',
  takeOut: 'Take out',
  on: (what: string, name: string) => `${what}: ${name}`,
  addBundle: 'Add the bundle',
  addBundleOf: (name: string) => `Add ${name}`,
  notes: 'Notes',
  noNotes: 'No notes yet.',
  note: 'What is there to say?',
  about: 'About',
  aboutAll: 'the whole case',
  write: 'Write it down',
  noteBy: '{who}, {at}',
  aboutOne: 'about {what}',
  close: 'Close the case',
  closeHint: 'It is not changed any more; it can still be saved, and reopened',
  reopen: 'Reopen the case',
  reopenHint: 'It can be changed again; the audit trail says who did that',
  remove: 'Remove the case',
  removeHint: 'Its name, its order and its notes are forgotten here; findings stay, and the audit trail',
  save: 'Save as one file',
  saveHint: 'Seals every finding and the notes into one file that can be verified and read anywhere',
  saveTitle: 'Save the case as one file',
  contentsHint: {
    whole:
      'The file holds names, telephone numbers in notes, your notes and every position. Give it to nobody who may not see them.',
    redacted:
      'Names, telephone numbers, positions, the name of the case and everything that people wrote, your notes too, are left out. Codes and times stay.',
  },
  seal: 'Seal and save',
  sealing: 'Sealing…',
  saved: (name: string, key: string) => `${name} is saved, sealed with key ${key}…`,
  notHere: (file: string) => `${file} is not open here. Open it on this screen, and save the case again.`,
  notChanged: (why: string) => `The case was not changed: ${why}`,
  added: (finding: string, name: string) => `${finding} is in the case ${name}.`,
  addTitle: 'Add to a case',
  which: 'Which case',
  aNew: 'A new case',
  add: 'Add it',
  chosen: 'The bundle that is shown',
  sealedCase: 'Sealed case',
  case: 'The case',
} as const;
