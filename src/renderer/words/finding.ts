/** What the pane of a finding says. */
export const FINDING = {
  pane: 'Finding',
  none: 'No finding is chosen.',
  chooseOne: 'Choose one from the feed with j and k.',
  back: 'Back to the feed',
  notLoaded: 'The finding could not be loaded.',
  lastKnown: 'Below is what was last known.',
  loading: 'Loading the finding',
  shelved: 'Shelved',
  cleared: 'cleared',
} as const;

/** The buttons above the facts, and what each does in a sentence. */
export const TOOLBAR = {
  name: 'What to do about it',
  acknowledge: { label: 'Acknowledge', hint: 'Say that you are on it' },
  acknowledgeAgain: { label: 'Acknowledge again', hint: 'Say that you are still on it' },
  resolve: { label: 'Resolve', hint: 'Say what it was, and close it' },
  normal: { label: 'This was normal', hint: 'Have it learned as it was, and close it as benign' },
  shelve: { label: 'Shelve', hint: 'Put it aside for a time, with a reason' },
  unshelve: { label: 'Unshelve', hint: 'Bring it back to the feed now' },
  more: 'More',
} as const;
