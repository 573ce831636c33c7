import { isNeverSilenced } from '#core/model/finding.ts';

/** Why a finding is not offered for the shelf, for the person who tries. */
export const WHY_NEVER_SHELVED =
  'Duress and an overdue lone worker are never shelved: somebody must see to the person.';

/** Whether findings of this type may be shelved at all. */
export const isShelvable = (findingType: string): boolean => !isNeverSilenced(findingType);
