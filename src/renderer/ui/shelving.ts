/** Types of findings that nobody may put on the shelf: the engine refuses them, so the screens do not offer it. */
const NEVER_SHELVED: ReadonlySet<string> = new Set(['DURESS', 'LONE_WORKER_OVERDUE']);

/** Why a finding is not offered for the shelf, for the person who tries. */
export const WHY_NEVER_SHELVED =
  'Duress and an overdue lone worker are never shelved: somebody must see to the person.';

/** Whether findings of this type may be shelved at all. */
export const isShelvable = (findingType: string): boolean => !NEVER_SHELVED.has(findingType);
