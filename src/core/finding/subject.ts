const PERSON = /^person:([^@]+)(?:@|$)/;

/** Code of the person that a subject such as `person:G-1` or `person:G-1@2026-01-05` names; null for any other. */
export const personOfSubject = (subject: string): string | null => PERSON.exec(subject)?.[1] ?? null;
