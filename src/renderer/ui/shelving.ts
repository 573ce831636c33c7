import { isNeverSilenced } from '#core/model/finding.ts';

/** Whether findings of this type may be shelved at all. */
export const isShelvable = (findingType: string): boolean => !isNeverSilenced(findingType);
