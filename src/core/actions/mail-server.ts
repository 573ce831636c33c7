import { type Addressed, type Connected, readListed } from './address.ts';
import type { AllowedHost } from './allow-list.ts';
import { canonicalHost } from './canonical-host.ts';

/** TLS from the first byte, TLS before anything else is said, or none at all. */
export type MailSecurity = 'TLS' | 'STARTTLS' | 'NONE';

const USUAL_PORTS: Readonly<Record<MailSecurity, number>> = { TLS: 465, STARTTLS: 587, NONE: 25 };

/** Holds a mail server against the list, as an address of the web is: without TLS only where the list says that it stands inside. */
export const readMailServer = (
  { host, port, security }: { readonly host: string; readonly port: number; readonly security: MailSecurity },
  allowed: readonly AllowedHost[],
): Addressed<Connected> =>
  readListed({ host: canonicalHost(host), port, isTls: security !== 'NONE' }, USUAL_PORTS[security], allowed);
