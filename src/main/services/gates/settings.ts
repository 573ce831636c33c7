import type { Store } from '#main/ports/store.ts';
import type { GateSettings } from '../receiving/link.ts';

const SETTINGS = 'gates.settings';
/** Where senders deliver unless another port was chosen. */
const USUAL_PORT = 7415;

/** Off until somebody turns it on, and then for this machine alone. */
export const GATES_CLOSED: GateSettings = {
  http: { on: false, address: '127.0.0.1', port: USUAL_PORT },
  drop: { on: false, folder: '' },
  mqtt: [],
  traccar: [],
};

/** `state` reads the store's named values. */
export function readGateSettings(state: (name: string) => string | null): GateSettings {
  const text = state(SETTINGS);
  // safe: only `writeGateSettings` writes this value; an older version wrote less
  return text === null ? GATES_CLOSED : { ...GATES_CLOSED, ...(JSON.parse(text) as Partial<GateSettings>) };
}

/** Inside a transaction. */
export const writeGateSettings = (store: Store, settings: GateSettings): void =>
  store.state.set(SETTINGS, JSON.stringify(settings));

/** Whether telemetry may come from outside at all. */
export const isAnyOn = ({ http, drop, mqtt, traccar }: GateSettings): boolean =>
  http.on || drop.on || mqtt.some(({ on }) => on) || traccar.some(({ on }) => on);

/** The settings as the trail may keep them: of a secret only whether there is one. */
export const withoutSecrets = ({ mqtt, traccar, ...settings }: GateSettings) => ({
  ...settings,
  traccar: traccar.map(({ password, token, ...server }) => ({
    ...server,
    has_password: password !== null,
    has_token: token !== null,
  })),
  mqtt: mqtt.map(({ password, key, ...broker }) => ({
    ...broker,
    has_password: password !== null,
    has_key: key !== null,
  })),
});
