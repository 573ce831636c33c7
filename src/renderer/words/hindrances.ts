/** Why something is not offered now, for the person who tries it all the same. */
export const WHY_NOT = {
  normal: 'Only what is measured against a baseline can have been normal: resolve it instead.',
  amended: 'Only what is resolved can be amended: resolve it instead.',
  shelved: 'Duress and an overdue lone worker are never shelved: somebody must see to the person.',
  here: 'Go to the feed first: it is about the finding there.',
  dutySite: 'It is about no site, and so about none of its people.',
  dutyTour: 'It is not about a tour: choose a finding of a tour that is overdue, incomplete or abandoned.',
  dutyDuress: 'A call for help is never put off: somebody must see to the person.',
  dutyResolved: 'It is resolved already.',
  site: 'Go to the fleet first, to the site that it is about.',
  one: 'Choose one finding: this is written down for one at a time.',
  escalated: 'It is over.',
  nameless: 'Say first who sits here (Shift O).',
} as const;
