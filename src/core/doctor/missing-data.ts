import { DAY } from '../model/time.ts';
import { audited, codesOf } from './among.ts';
import { type Check, note, ok, problem } from './check.ts';
import { counted, listed } from './words.ts';

/** A quiet day is no fault; a longer one is. */
const SILENT_AFTER = DAY;

/** Sites of which a signal was not heard for a day. It is a problem where the signal is a critical one. */
export const missingData = (
  signal: 'phone_events' | 'location_updates',
  { data, cure }: { readonly data: string; readonly cure: string },
): Check['look'] =>
  function look({ sites, at }) {
    const missing = audited(sites).filter(({ heard }) => (heard[signal] ?? -Infinity) <= at - SILENT_AFTER);
    if (missing.length === 0) return ok(`No site lacks ${data}.`);
    const codes = codesOf(missing);
    const never = missing.filter(({ heard }) => heard[signal] === null).length;
    const found = `No ${data} for a day from ${counted(codes.length, 'site')} (${listed(codes)}), of which ${never} never sent any.`;
    const isCritical = missing.some(({ site }) => site.audit.critical_signals.includes(signal));
    return isCritical ? problem(found, cure, codes) : note(found, cure, codes);
  };
