import type { Finding } from '#core/model/finding.ts';
import { detectorWords, receivedWords } from '#renderer/words/finding.ts';

/** Types about something that happened: when it did is all there is to say, and no sign of life. */
const HAPPENED: ReadonlySet<string> = new Set([
  'DURESS',
  'EXTERNAL_ALERT',
  'MANUAL',
  'IMPOSSIBLE_TRAVEL',
  'CHECKPOINT_PATTERN',
  'TOUR_INCOMPLETE',
]);

/** True where the explanation's `since` is the last that was heard of what it is about. */
export const tellsSignOfLife = (findingType: string): boolean => !HAPPENED.has(findingType);

/** What detected it, as the end of a sentence. */
export function detectorOf({ finding_type, cadence }: Pick<Finding, 'finding_type' | 'cadence'>): string {
  if (finding_type === 'MANUAL') return receivedWords.person;
  const wasReceived = finding_type === 'DURESS' || finding_type === 'EXTERNAL_ALERT';
  return wasReceived ? receivedWords.asReceived : detectorWords[cadence];
}
