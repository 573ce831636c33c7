import type { EpochMs } from '#core/model/time.ts';
import { toIso } from '#core/model/time.ts';
import type { Breach, Rule } from '../rule.ts';
import { UNKNOWN } from '../rule.ts';

const TYPE = 'DURESS';

/** A call for help is raised when it is received; no audit looks for it and none clears it. */
export const duress: Rule = {
  type: TYPE,
  category: () => 'SAFETY',
  cadence: 'TIMER',
  exempt: true,
  needs: [],
  owns: (findingType) => findingType === TYPE,
  evaluate: () => UNKNOWN,
};

/** The breach that one call for help makes. `subject` is person:P, else device:D, else event:<key>. */
export function duressBreach(subject: string, at: EpochMs): Breach {
  return {
    finding_type: TYPE,
    subject,
    severity: 'CRITICAL',
    condition_started_at: at,
    title: 'Duress',
    message: `Call for help from ${subject.replace(':', ' ')}`,
    explanation: {
      rule: TYPE,
      text: `A duress check-in or an SOS alert of ${subject.replace(':', ' ')} was received.`,
      values: [{ name: 'sent', value: toIso(at) }],
      since: at,
      clears_when: 'A person resolves it; no event and no audit does.',
    },
  };
}
