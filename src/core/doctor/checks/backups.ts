import { DAY } from '#core/model/time.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { span } from '../words.ts';

const OLD = DAY;

/** Whether there is a backup that was read back. */
export const backups: Check = {
  name: 'backups',
  question: 'AUDITS_NOT_RUNNING',
  look({ at, file: { last_backup_at, backup_problem } }) {
    if (backup_problem !== null)
      return problem(
        `The last attempt made no backup: ${backup_problem}`,
        'Mend that; the next hour tries again, and “vigil backup FILE” makes one elsewhere.',
      );
    if (last_backup_at === null)
      return note('No backup was made yet.', 'A running engine makes one every hour.');
    const age = at - last_backup_at;
    return age > OLD
      ? note(`The newest backup is ${span(age)} old.`, 'A running engine makes one every hour.')
      : ok('The newest backup was read back and found whole.');
  },
};
