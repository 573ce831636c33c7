import { type Check, note, ok } from '../check.ts';

/** Whether audits go on by themselves after the machine was started anew: updates of the system do that at night. */
export const starts: Check = {
  name: 'starts',
  question: 'AUDITS_NOT_RUNNING',
  look({ engine: { starts } }) {
    if (starts === null) return note('It is not known whether Vigil is started again with its machine.');
    if (starts === 'BY_HAND')
      return note(
        'After a restart of its machine Vigil is started by a person alone.',
        "Turn on Start at login on the engine's page, or run the engine as a service.",
      );
    return ok(
      starts === 'AT_LOGIN'
        ? 'Vigil is started when somebody signs in to its machine.'
        : 'The engine is a service: the system starts it.',
    );
  },
};
