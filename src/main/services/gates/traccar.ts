import type { Answer, Parsed } from '#contract/index.ts';
import type { Fleet } from '#core/config/fleet.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import type { TraccarSource } from '../receiving/link.ts';
import type { BrokerParts } from './brokers.ts';
import { requireTenant } from './keys.ts';

/** More servers than anybody has. */
const MOST_SERVERS = 10;
/** Minutes between two rounds, and hours of the past at first, unless something else is chosen. */
const USUAL = { every_minutes: 5, back_hours: 24 };

/** Adds, changes and removes the Traccar servers whose history is asked for. */
export function createTraccarCommands({
  fleet,
  settings,
  put,
}: BrokerParts): Pick<CommandHandlers, 'traccar.save' | 'traccar.remove'> {
  return {
    async 'traccar.save'(input, caller) {
      const before = settings();
      const known = before.traccar.find(({ name }) => name === input.name) ?? null;
      const server = changed(known, input);
      check(server, fleet());
      const others = before.traccar.filter(({ name }) => name !== server.name);
      if (others.length >= MOST_SERVERS)
        throw new Refused('conflict', `There are ${MOST_SERVERS} servers already: remove one first.`);
      const traccar = [...others, server].toSorted((a, b) => (a.name < b.name ? -1 : 1));
      await put({ ...before, traccar }, caller);
      return toTraccarDto(server);
    },
    async 'traccar.remove'({ name }, caller) {
      const before = settings();
      const traccar = before.traccar.filter((server) => server.name !== name);
      if (traccar.length === before.traccar.length)
        throw new Refused('not-found', `There is no Traccar server ${name}.`);
      await put({ ...before, traccar }, caller);
      return { name };
    },
  };
}

/** What people may see of a server. */
export const toTraccarDto = ({
  password,
  token,
  devices,
  ...server
}: TraccarSource): Answer<'traccar.save'> => ({
  ...server,
  devices: [...devices],
  has_password: password !== null,
  has_token: token !== null,
});

function changed(known: TraccarSource | null, input: Parsed<'traccar.save'>): TraccarSource {
  const base = known ?? newServer(input.name);
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  return { ...base, ...given };
}

const newServer = (name: string): TraccarSource => ({
  name,
  on: true,
  url: '',
  user: null,
  password: null,
  token: null,
  ca: null,
  tenant: null,
  devices: [],
  ...USUAL,
});

function check({ url, user, password, token, tenant }: TraccarSource, fleet: Fleet): void {
  const problem = problemOfUrl(url) ?? problemOfSignIn({ user, password, token });
  if (problem !== null) throw new Refused('bad-request', problem);
  if (tenant !== null) requireTenant(tenant, fleet, 'all'); // who may see a part only may not come here
}

function problemOfUrl(url: string): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.hostname === '')
    return `url: found ${url.slice(0, 100)}, expected https://HOST, or http://HOST inside the own network.`;
  if (parsed.username !== '' || parsed.password !== '')
    return 'url: found a name or password in it, expected them in their own fields.';
  return parsed.search !== '' || parsed.hash !== ''
    ? 'url: found more than an address, expected none of ? and #.'
    : null;
}

function problemOfSignIn({ user, password, token }: Pick<TraccarSource, 'user' | 'password' | 'token'>) {
  if (token !== null && (user !== null || password !== null))
    return 'token: found a token beside a user or password, expected one or the other.';
  if (token === null && (user === null || password === null))
    return 'user: found no way to sign in, expected a user and a password, or a token.';
  return null;
}
