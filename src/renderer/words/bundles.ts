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
