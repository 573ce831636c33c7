/** Which Vigil this is. */
export const aboutWords = {
  title: 'About Vigil',
  description: 'Name version and build when you ask for help.',
  version: 'Version',
  unknown: 'not known: the engine does not answer',
  build: 'Build of the screens',
  byHand: 'made by hand',
  shownIn: 'Shown in',
  browser: 'a browser',
  desktop: 'the desktop program',
  licences: 'Licences of others',
  loading: 'Reading the licences…',
  failed: 'The licences could not be read. They are in the file licences.txt beside the screens.',
  close: 'Close',
} as const;
