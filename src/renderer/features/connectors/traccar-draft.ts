import type { TraccarDto } from '#contract/connectors.ts';
import type { Input } from '#contract/index.ts';

/** A Traccar server as it is edited: everything as text. */
export type TraccarDraft = Readonly<
  Record<
    'name' | 'url' | 'user' | 'password' | 'token' | 'tenant' | 'devices' | 'every' | 'back' | 'ca',
    string
  >
>;
export const EVERY_TENANT = '*';

/** What is shown at first; of a new server what is usual. */
export const draftOf = (server: TraccarDto | null): TraccarDraft => ({
  name: server?.name ?? '',
  url: server?.url ?? '',
  user: server?.user ?? '',
  password: '',
  token: '',
  tenant: server?.tenant ?? EVERY_TENANT,
  devices: server?.devices.join(', ') ?? '',
  every: String(server?.every_minutes ?? 5),
  back: String(server?.back_hours ?? 24),
  ca: server?.ca ?? '',
});

/** Whether it may be sent; the engine looks closer. */
export const isComplete = ({ name, url, every, back }: TraccarDraft): boolean =>
  /^[A-Za-z0-9._-]{1,64}$/.test(name.trim()) &&
  /^https?:\/\/./.test(url.trim()) &&
  isWhole(every, 1, 1_440) &&
  isWhole(back, 0, 720);

/** What is sent. A secret that nobody typed stays as it is, unless the other way to sign in was chosen. */
export function inputOf(draft: TraccarDraft): Input<'traccar.save'> {
  const { name, url, user, password, token, tenant, devices, every, back, ca } = draft;
  return {
    name: name.trim(),
    url: url.trim(),
    ...signIn(user.trim(), password, token.trim()),
    tenant: tenant === EVERY_TENANT ? null : tenant,
    devices: devices
      .split(',')
      .map((unique) => unique.trim())
      .filter((unique) => unique !== ''),
    every_minutes: Number(every),
    back_hours: Number(back),
    ca: ca.trim() === '' ? null : ca.trim(),
  };
}

function signIn(user: string, password: string, token: string) {
  if (token !== '') return { user: null, password: null, token };
  if (user === '') return {};
  return { user, token: null, ...(password === '' ? {} : { password }) };
}

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
