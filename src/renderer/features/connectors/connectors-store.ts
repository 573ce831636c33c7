import { createStore } from 'zustand';
import type { Answer, Api, CommandName, Fault, Input } from '#contract/index.ts';
import { SECOND } from '#core/model/time.ts';

const ASK_EVERY = 5 * SECOND;

export type Connector = Answer<'connectors.list'>['connectors'][number];
export type SenderKey = Answer<'keys.list'>[number];
export type Steps = Answer<'connectors.test'>['steps'];

export type ConnectorsState = {
  /** Kept when a later load fails. undefined: not loaded yet. */
  readonly connectors: readonly Connector[] | undefined;
  readonly keys: readonly SenderKey[];
  readonly fault: Fault | undefined;
  /** Why the last change was refused. */
  readonly refusal: Fault | undefined;
  /** Of the connectors that are tried now, and what the last try of each came to. */
  readonly testing: string | null;
  readonly tested: { readonly id: string; readonly steps: Steps } | null;
  /** A key that was just made: it is shown until it is dismissed, and kept nowhere. */
  readonly fresh: Answer<'keys.add'> | null;
  readonly load: () => Promise<void>;
  /** Only an administrator may read the keys: they are asked for by the card that shows them. */
  readonly loadKeys: () => Promise<void>;
  readonly test: (id: string) => Promise<void>;
  /** True when it was done. */
  readonly configure: (input: Input<'intake.configure'>) => Promise<boolean>;
  readonly saveBroker: (input: Input<'mqtt.save'>) => Promise<boolean>;
  readonly saveTraccar: (input: Input<'traccar.save'>) => Promise<boolean>;
  /** By the id of the connector. */
  readonly remove: (id: string) => Promise<boolean>;
  readonly addKey: (input: Input<'keys.add'>) => Promise<boolean>;
  readonly revokeKey: (name: string) => Promise<boolean>;
  readonly dismiss: () => void;
  /** Asks until the returned undo is called. */
  readonly show: () => () => void;
  readonly showKeys: () => () => void;
};

export type ConnectorsParts = {
  readonly api: Api;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** The ways by which telemetry comes in, as they fare while somebody looks. */
export const createConnectorsStore = ({ api, every }: ConnectorsParts) =>
  createStore<ConnectorsState>()((set, get) => {
    const change = async <M extends CommandName>(
      method: M,
      input: Input<M>,
      onDone: (answer: Answer<M>) => void = () => {},
    ): Promise<boolean> => {
      const reply = await api.call(method, input);
      set({ refusal: reply.ok ? undefined : reply.fault });
      if (reply.ok) onDone(reply.value);
      void get().load();
      return reply.ok;
    };
    const repeat = (load: () => Promise<void>) => {
      void load();
      return every(ASK_EVERY, () => void load());
    };
    return {
      connectors: undefined,
      keys: [],
      fault: undefined,
      refusal: undefined,
      testing: null,
      tested: null,
      fresh: null,
      async load() {
        const list = await api.call('connectors.list', {});
        set(list.ok ? { connectors: list.value.connectors, fault: undefined } : { fault: list.fault });
      },
      async loadKeys() {
        const keys = await api.call('keys.list', {});
        set(keys.ok ? { keys: keys.value } : { fault: keys.fault });
      },
      async test(id) {
        if (get().testing !== null) return;
        set({ testing: id, tested: null, refusal: undefined });
        const reply = await api.call('connectors.test', { id });
        set({
          testing: null,
          ...(reply.ok ? { tested: { id, steps: reply.value.steps } } : { refusal: reply.fault }),
        });
      },
      configure: (input) => change('intake.configure', input),
      saveBroker: (input) => change('mqtt.save', input),
      saveTraccar: (input) => change('traccar.save', input),
      remove: (id) => {
        const name = id.slice(id.indexOf(':') + 1);
        return id.startsWith('mqtt:') ? change('mqtt.remove', { name }) : change('traccar.remove', { name });
      },
      addKey: (input) =>
        change('keys.add', input, (fresh) => {
          set({ fresh });
          void get().loadKeys();
        }),
      revokeKey: (name) => change('keys.revoke', { name }, () => void get().loadKeys()),
      dismiss: () => set({ fresh: null, refusal: undefined }),
      show() {
        const stop = repeat(get().load);
        return () => {
          stop();
          set({ fresh: null, tested: null });
        };
      },
      showKeys: () => repeat(get().loadKeys),
    };
  });
export type ConnectorsStore = ReturnType<typeof createConnectorsStore>;
