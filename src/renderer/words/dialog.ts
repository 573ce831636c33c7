/** What every dialog says. */
export const DIALOG = {
  cancel: 'Cancel',
} as const;
