import type { TraccarDto } from '#contract/connectors.ts';
import type { Input } from '#contract/index.ts';
import { given, isName, tenantOf, tenantText } from './draft-text.ts';

/** A Traccar server as it is edited: everything as text. */
export type TraccarDraft = Readonly<
  Record<
    'name' | 'url' | 'user' | 'password' | 'token' | 'tenant' | 'devices' | 'every' | 'back' | 'ca',
    string
  >
>;

/** What is shown at first; of a new server what is usual. */
export const draftOf = (server: TraccarDto | null): TraccarDraft => ({
  name: server?.name ?? '',
  url: server?.url ?? '',
  user: server?.user ?? '',
  password: '',
  token: '',
  tenant: tenantText(server?.tenant),
  devices: server?.devices.join(', ') ?? '',
  every: String(server?.every_minutes ?? 5),
  back: String(server?.back_hours ?? 24),
  ca: server?.ca ?? '',
});

/** Whether it may be sent; the engine looks closer. */
export const isComplete = ({ name, url, every, back }: TraccarDraft): boolean =>
  isName(name) && /^https?:\/\/./.test(url.trim()) && isWhole(every, 1, 1_440) && isWhole(back, 0, 720);

/** What is sent. A secret that nobody typed stays as it is, unless the other way to sign in was chosen. */
export function inputOf(draft: TraccarDraft): Input<'traccar.save'> {
  const { name, url, user, password, token, tenant, devices, every, back, ca } = draft;
  return {
    name: name.trim(),
    url: url.trim(),
    ...signIn(user.trim(), password, token.trim()),
    tenant: tenantOf(tenant),
    devices: devices
      .split(',')
      .map((unique) => unique.trim())
      .filter((unique) => unique !== ''),
    every_minutes: Number(every),
    back_hours: Number(back),
    ca: given(ca),
  };
}

function signIn(user: string, password: string, token: string) {
  if (token !== '') return { user: null, password: null, token };
  if (user === '') return {};
  return { user, token: null, ...(password === '' ? {} : { password }) };
}

const isWhole = (text: string, least: number, most: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
