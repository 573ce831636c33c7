import { createStore } from 'zustand';
import type { Answer, Api, CommandName, Fault, Input } from '#contract/index.ts';
import type { DeliveryList } from '#core/model/action.ts';
import { fromBase64 } from '#renderer/ui/base64.ts';

export type Setup = Answer<'actions.list'>;
export type Escalation = Answer<'escalation.list'>;
export type ActionRow = Setup['actions'][number];
export type Message = Answer<'deliveries.list'>['deliveries'][number];
export type Counts = Answer<'deliveries.list'>['counts'];
export type Preview = Answer<'actions.preview'>;
/** What came of a test, or why there was none. */
export type TestResult = Answer<'actions.test'> | { readonly refused: string };
/** A finding about which something is to be done. */
export type About = { readonly finding: string; readonly title: string };

type CarriedFile = { readonly sha256: string; readonly name: string; readonly media_type: string };

export type ActionsState = {
  /** undefined: not known yet. Kept when a later load fails. */
  readonly setup: Setup | undefined;
  readonly escalation: Escalation | undefined;
  readonly messages: readonly Message[] | undefined;
  readonly counts: Counts | undefined;
  /** When the messages were read. */
  readonly at: number;
  readonly list: DeliveryList;
  /** Id of the message that is open. */
  readonly chosen: string | null;
  readonly fault: Fault | undefined;
  /** Why the last thing was not done. */
  readonly refusal: Fault | undefined;
  readonly busy: boolean;
  /** What something is being asked for about. */
  readonly about: About | null;
  readonly preview: Preview | undefined;
  readonly load: () => Promise<void>;
  readonly look: (list: DeliveryList) => void;
  readonly choose: (id: string | null) => void;
  readonly ask: (about: About | null) => void;
  /** Shows what an action would send about it. */
  readonly show: (action: string) => Promise<void>;
  /** True when it was done. */
  readonly command: <M extends CommandName>(method: M, input: Input<M>) => Promise<boolean>;
  /** Saves a file that a message carries. */
  readonly saveFile: (id: string, file: CarriedFile) => Promise<void>;
  /** Sends a marked message. What came of it, or why it was not sent. */
  readonly test: (name: string, to: string) => Promise<TestResult>;
  readonly forgive: () => void;
};

export type ActionsParts = {
  readonly api: Api;
  readonly save: (name: string, content: Uint8Array<ArrayBuffer>, type: string) => void;
};

/** What Vigil does outside of itself: what is set up, what waits for approval, and what became of it. */
export const createActionsStore = ({ api, save }: ActionsParts) =>
  createStore<ActionsState>()((set, get) => ({
    setup: undefined,
    escalation: undefined,
    messages: undefined,
    counts: undefined,
    at: 0,
    list: 'WAITING',
    chosen: null,
    fault: undefined,
    refusal: undefined,
    busy: false,
    about: null,
    preview: undefined,
    async load() {
      const { list } = get();
      const [setup, listed, escalation] = await Promise.all([
        api.call('actions.list', {}),
        api.call('deliveries.list', { list }),
        api.call('escalation.list', {}),
      ]);
      if (get().list !== list) return; // another list was opened meanwhile
      const fault = [setup, listed, escalation].flatMap((reply) => (reply.ok ? [] : [reply.fault]))[0];
      set({ fault });
      if (setup.ok) set({ setup: setup.value });
      if (escalation.ok) set({ escalation: escalation.value });
      if (!listed.ok) return;
      const { deliveries, counts, at } = listed.value;
      const isThere = deliveries.some(({ id }) => id === get().chosen);
      set({ messages: deliveries, counts, at, chosen: isThere ? get().chosen : (deliveries[0]?.id ?? null) });
    },
    look(list) {
      set({ list, messages: undefined, chosen: null, refusal: undefined });
      void get().load();
    },
    choose: (chosen) => set({ chosen, refusal: undefined }),
    ask: (about) => {
      set({ about, preview: undefined, refusal: undefined });
      if (about !== null) void get().load();
    },
    async show(action) {
      const { about } = get();
      if (about === null) return;
      set({ preview: undefined, refusal: undefined });
      const reply = await api.call('actions.preview', { finding: about.finding, action });
      if (get().about !== about) return;
      set(reply.ok ? { preview: reply.value } : { refusal: reply.fault });
    },
    async command(method, input) {
      if (get().busy) return false;
      set({ busy: true, refusal: undefined });
      const reply = await api.call(method, input);
      set({ busy: false, refusal: reply.ok ? undefined : reply.fault });
      await get().load();
      return reply.ok;
    },
    async test(name, to) {
      set({ busy: true });
      const reply = await api.call('actions.test', { name, ...(to.trim() === '' ? {} : { to }) });
      set({ busy: false });
      return reply.ok ? reply.value : { refused: reply.fault.message };
    },
    async saveFile(id, { sha256, name, media_type }) {
      const reply = await api.call('deliveries.attachment', { id, sha256 });
      if (reply.ok) save(name, fromBase64(reply.value.bytes), media_type);
      set({ refusal: reply.ok ? undefined : reply.fault });
    },
    forgive: () => set({ refusal: undefined }),
  }));
export type ActionsStore = ReturnType<typeof createActionsStore>;
