import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed } from '../words.ts';

/** The threads of the running program. */
export const workers: Check = {
  name: 'workers',
  question: 'AUDITS_NOT_RUNNING',
  look({ engine: { threads } }) {
    if (threads === null) return note('No running program could be asked for its threads.');
    const lost = threads.filter(({ state }) => state === 'LOST').map(({ name }) => name);
    if (lost.length > 0)
      return problem(
        `The thread ${listed(lost)} does not answer.`,
        'It is replaced by itself within a minute. If this stays so, quit Vigil, start it again, and read the log.',
      );
    const restarted = threads.filter(({ restarts }) => (restarts ?? 0) > 0);
    if (restarted.length === 0) return ok('Every thread answers.');
    const told = restarted.map(({ name, restarts }) => `${name} ${counted(restarts ?? 0, 'time')}`);
    return note(
      `Every thread answers; started anew since the program began: ${listed(told)}.`,
      'The log says why.',
    );
  },
};
