import { CADENCES } from '#core/model/audit-config.ts';
import { MINUTE } from '#core/model/time.ts';
import { audited, codesOf } from '../among.ts';
import { type Check, note, ok, problem } from '../check.ts';
import { counted, listed, span } from '../words.ts';

/** A round of many sites takes its time. */
const OVERDUE_AFTER = 2 * MINUTE;

/** The slots that come next, and those that passed without an audit. */
export const nextSlots: Check = {
  name: 'next-slots',
  question: 'AUDITS_NOT_RUNNING',
  look({ sites, at }) {
    const waiting = audited(sites);
    const slots = waiting.flatMap((site) => site.slots);
    const overdue = waiting.filter(({ slots: own }) =>
      own.some(({ next_slot }) => next_slot <= at - OVERDUE_AFTER),
    );
    if (overdue.length > 0)
      return problem(
        `The slots of ${counted(overdue.length, 'site')} have passed without an audit (${listed(codesOf(overdue))}).`,
        'If the engine runs it is behind: see its rounds on the engine’s page. If not, start it: it catches up by itself.',
        codesOf(overdue),
      );
    const next = CADENCES.flatMap((cadence) => {
      const own = slots.flatMap((slot) => (slot.cadence === cadence ? slot.next_slot : []));
      return own.length === 0
        ? []
        : [`${cadence.toLowerCase()} in ${span(Math.max(0, Math.min(...own) - at))}`];
    });
    return next.length === 0 ? note('No slot is planned.') : ok(`The next slots: ${next.join(', ')}.`);
  },
};
