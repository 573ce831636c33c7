import { capital, inWords } from '#renderer/words/codes.ts';
import type { Detail } from './desk-store.ts';

/** Somebody who can be called, as the dialog offers them. */
export type Callable = {
  readonly key: string;
  /** What is written down: the code of a person, else the name with the role. */
  readonly who: string;
  readonly name: string;
  /** Empty where the name says it. */
  readonly role: string;
  readonly phone: string | null;
  readonly hours: string | null;
  readonly on_duty: boolean;
};

/** Everybody who can be called about a finding: who is on duty, the site's contacts, those behind the escalation, the rest. */
export function callablesOf({ people, site, escalation }: Detail['contacts']): readonly Callable[] {
  const staff = people.map(
    ({ code, name, role, phone, on_duty }): Callable => ({
      key: `person ${code}`,
      who: code,
      name: name === code ? code : `${name} ${code}`,
      role: roleText(role),
      phone,
      hours: null,
      on_duty,
    }),
  );
  const contacts = site.map(
    ({ role, name, phone, hours }, index): Callable => ({
      key: `contact ${index}`,
      ...named(name, role),
      phone,
      hours,
      on_duty: false,
    }),
  );
  const behind = escalation.map(
    ({ role, name, phone, email }, index): Callable => ({
      key: `escalation ${index}`,
      ...named(name, role),
      phone: phone ?? email,
      hours: null,
      on_duty: false,
    }),
  );
  return [
    ...staff.filter(({ on_duty }) => on_duty),
    ...contacts,
    ...behind,
    ...staff.filter(({ on_duty }) => !on_duty),
  ];
}

const roleText = (role: string): string => capital(inWords(role));

/** A name with its role; a desk that is named after its role, or has no name, is written once. */
function named(name: string | null, role: string): Pick<Callable, 'who' | 'name' | 'role'> {
  const isRole = name === null || name.toLowerCase() === inWords(role).toLowerCase();
  if (isRole) return { who: inWords(role), name: roleText(role), role: '' };
  return { who: `${name} (${inWords(role)})`, name, role: roleText(role) };
}
