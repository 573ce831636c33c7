import { counted } from './codes.ts';

/** What the dialogs ask about findings. */
export const workflowWords = {
  /** The title of a dialog about several findings: `Resolve 3 findings`. */
  several: (verb: string, count: number) => `${verb} ${counted(count, 'finding')}`,
  cancel: 'Cancel',
  resolve: {
    verb: 'Resolve',
    disposition: 'What was it?',
    choose: 'Choose…',
    note: 'What was found and done? It is kept in the audit trail.',
    hint: 'A resolved finding is not opened again.',
  },
  amend: {
    verb: 'Amend',
    disposition: 'What was it really?',
    reason: 'How do you know? It is kept in the audit trail.',
    hint: 'Indicators count the last one. What it was before stays, with who said so.',
  },
  shelve: { verb: 'Shelve', minutes: 'Minutes (a week at most)', reason: 'Why?' },
  normal: {
    verb: 'This was normal',
    means:
      'The baseline learns these hours as they were, so that the same is expected from now on. The finding is resolved as benign and is not opened again.',
    orLeaveOut:
      'Was it a day like no other? Then leave it out of the learning on the Baselines screen instead.',
  },
} as const;

/** A finding by hand. */
export const reportWords = {
  title: 'Report a finding',
  description: 'For what somebody saw or heard. It stays open until a person resolves it.',
  verb: 'Report',
  what: 'What is it? Codes instead of names: everybody sees it.',
  site: 'Site',
  pick: 'site',
  severity: 'Severity',
  category: 'Category',
  note: 'Who told what, when, and how do they know? It is kept in the audit trail.',
} as const;

/** What was done to findings: `3 findings acknowledged.` */
export const doneWords = {
  acknowledged: 'acknowledged',
  resolved: 'resolved',
  amended: 'amended',
  normal: 'resolved as normal',
  shelved: 'shelved',
  unshelved: 'unshelved',
} as const;

/** What became of a command. */
export const outcomeWords = {
  failed: (done: string, why: string) => `Not ${done}: ${why}.`,
  nothing: (done: string) => `Nothing was ${done}.`,
  done: (changed: number, done: string, refused: number) =>
    `${counted(changed, 'finding')} ${done}${refused === 0 ? '' : `, ${refused} refused`}.`,
  reported: (site: string) => `Reported at ${site}.`,
  refusal: (finding: string, why: string) => `${finding}: ${why}`,
  more: (count: number) => `and ${count} more.`,
  undo: 'Undo',
  undoHint: 'Take it back',
  dismiss: 'Dismiss',
} as const;
