/** Why something is not offered now, for the person who tries it all the same. */
export const WHY_NOT = {
  normal: 'Only what is measured against a baseline can have been normal: resolve it instead.',
  shelved: 'Duress and an overdue lone worker are never shelved: somebody must see to the person.',
  here: 'Go to the feed first: it is about the finding there.',
  site: 'Go to the fleet first, to the site that it is about.',
  one: 'Choose one finding: a call and a dispatch are written down for one.',
  escalated: 'It has been escalated already, or it is over.',
} as const;
