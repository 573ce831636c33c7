import { findIana } from 'windows-iana';
import { isTimeZone } from '#core/schedule/local-time.ts';
import type { CalendarPart } from './calendar-lines.ts';

/**
 * The IANA zone that a calendar means by a TZID: itself, what stands behind the prefix of its maker
 * (`/freeassociation.sourceforge.net/Europe/Berlin`), what its VTIMEZONE says, or the zone of a name of Windows. null for any other: rules
 * of a zone are not guessed from.
 */
export function zoneOfCalendar(tzid: string, zones: readonly CalendarPart[]): string | null {
  if (isTimeZone(tzid)) return tzid;
  const steps = tzid.split('/');
  for (let from = 1; from < steps.length; from += 1) {
    const name = steps.slice(from).join('/');
    if (isTimeZone(name)) return name;
  }
  const zone = zones.find(({ lines }) => lines.some(({ name, value }) => name === 'TZID' && value === tzid));
  const location = zone?.lines.find(({ name }) => name === 'X-LIC-LOCATION')?.value;
  if (location !== undefined && isTimeZone(location)) return location;
  // Safe: the reader of the names takes any text, and only its types know better.
  const [known] = findIana(tzid as Parameters<typeof findIana>[0]) ?? [];
  return known ?? null;
}
