/** What every dialog says. */
export const DIALOG = {
  cancel: 'Cancel',
  close: 'Close',
  choose: 'Choose…',
} as const;
