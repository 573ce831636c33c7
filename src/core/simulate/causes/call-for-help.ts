import type { TelemetryEvent } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { blankEvent } from '../blank-event.ts';
import { duress } from '../effects.ts';
import { PANIC_BUTTON } from '../sources.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** Somebody on duty calls for help: by a duress check-in, by an SOS alert, or by a button that names only its device. */
export const callForHelp: Cause = {
  name: 'call for help',
  weight: 2,
  plan({ site, onDuty }, at, random) {
    const people = onDuty(at);
    if (people.length === 0) return null;
    const person = random.pick(people);
    const device = site.devices.find((known) => known.person === person)?.code ?? null;
    const blank = blankEvent(site.code, at);
    const sos = { type: 'alert', severity: 'CRITICAL', alert_type: 'SOS', message: null } as const;
    const calls: readonly TelemetryEvent[] = [
      { ...blank, type: 'check_in', status: 'DURESS', person },
      { ...blank, ...sos, person, device },
      ...(device === null ? [] : [{ ...blank, ...sos, source: PANIC_BUTTON, device }]),
    ];
    const call = random.pick(calls);
    const subject = call.person === null ? `device:${device}` : `person:${person}`;
    return {
      ...noTrouble,
      start: at,
      end: at + 5 * MINUTE,
      cause: 'call for help',
      adds: [call],
      effects: [duress(subject, at)],
    };
  },
};
