import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The file for whoever helps, and what is told of it before it is saved. */
export const DIAGNOSTICS = {
  make: 'Diagnostics…',
  hint: 'A file for whoever helps; shows what is in it before it is saved. “vigil diagnostics” makes the same',
  title: 'Diagnostics',
  description:
    'One file for whoever helps. No names of people or places, no positions, numbers to call or secrets are in it; names and codes of your sites are replaced.',
  inside: 'What is in it',
  size: (bytes: number) =>
    bytes < 1_024 ? counted(bytes, 'byte') : `${Math.ceil(bytes / 1_024).toLocaleString(LOCALE)} KB`,
  cancel: 'Cancel',
  save: 'Save the file',
} as const;
