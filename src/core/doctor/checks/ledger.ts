import { MINUTE } from '#core/model/time.ts';
import { audited, isTicking } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, span } from '../words.ts';

const LATE = MINUTE;

/** What the ledger says of the last 24 h. */
export const ledger: Check = {
  name: 'ledger',
  question: 'AUDITS_NOT_RUNNING',
  look(facts) {
    const { rounds } = facts.engine;
    const ran = rounds.reduce((sum, each) => sum + each.rounds, 0);
    if (ran === 0 && isTicking(facts))
      return note('No round ran in the last 24 hours; the engine runs.', 'The next slots say when.');
    if (ran === 0 && audited(facts.sites).length > 0)
      return problem(
        'No round ran in the last 24 hours.',
        'Start the engine and leave it running. Switch sleep off on a control-room workstation.',
      );
    const told = rounds.map(({ cadence, rounds: count }) => `${count} ${cadence.toLowerCase()}`).join(', ');
    const missed = rounds.reduce((sum, each) => sum + each.missed, 0);
    const late = Math.max(0, ...rounds.map(({ latest_by }) => latest_by));
    if (missed === 0 && late <= LATE) return ok(`Rounds of the last 24 hours: ${told || 'none'}.`);
    return note(
      `Rounds of the last 24 hours: ${told}; ${counted(missed, 'slot')} missed, the latest round ${span(late)} behind.`,
      'The machine slept, was off, or was busy: each gap is a finding AUDIT_GAP. Switch sleep off.',
    );
  },
};
