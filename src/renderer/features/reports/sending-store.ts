import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input } from '#contract/index.ts';

type Asked = Input<'deliveries.preview_report'>;
export type Format = NonNullable<Asked['formats']>[number];
export type Preview = Answer<'deliveries.preview_report'>;
export type Sending = Answer<'deliveries.list'>['deliveries'][number];
/** An action that sends mail. */
export type MailAction = { readonly name: string; readonly title: string };

export type SendingState = {
  /** The kept report that is looked at; null: none. */
  readonly report: string | null;
  /** What was sent of it, or is to be, the newest first. */
  readonly sendings: readonly Sending[];
  /** undefined: nothing is asked for. */
  readonly actions: readonly MailAction[] | undefined;
  readonly preview: Preview | undefined;
  readonly refusal: Fault | undefined;
  readonly busy: boolean;
  readonly look: (report: string | null) => Promise<void>;
  /** Begins to ask for a sending. */
  readonly open: () => Promise<void>;
  /** Shows exactly what would be sent; without addresses whom the one before went to. */
  readonly show: (action: string, to: readonly string[] | null, formats: readonly Format[]) => Promise<void>;
  /** True when it was asked for. */
  readonly send: (
    action: string,
    to: readonly string[],
    formats: readonly Format[],
    reason: string,
  ) => Promise<boolean>;
  readonly close: () => void;
  readonly start: () => () => void;
};

/** Sends a released report to its client, and tells what came of it. */
export const createSendingStore = ({ api }: { readonly api: Api }) =>
  createStore<SendingState>()((set, get) => {
    let asked = 0;
    const load = async (report: string) => {
      const reply = await api.call('deliveries.list', { report });
      if (get().report === report && reply.ok) set({ sendings: reply.value.deliveries });
    };
    return {
      report: null,
      sendings: [],
      actions: undefined,
      preview: undefined,
      refusal: undefined,
      busy: false,
      async look(report) {
        if (get().report === report) return;
        set({ report, sendings: [], actions: undefined, preview: undefined, refusal: undefined });
        if (report !== null) await load(report);
      },
      async open() {
        const reply = await api.call('actions.list', {});
        set({ refusal: reply.ok ? undefined : reply.fault, preview: undefined });
        if (reply.ok)
          set({ actions: reply.value.actions.filter(({ on, means }) => on && means?.kind === 'MAIL') });
      },
      async show(action, to, formats) {
        const { report } = get();
        if (report === null) return;
        const mine = ++asked;
        set({ preview: undefined, refusal: undefined });
        const given = to === null ? {} : { to: [...to] };
        const reply = await api.call('deliveries.preview_report', {
          ...{ report, action, formats: [...formats] },
          ...given,
        });
        if (mine === asked) set(reply.ok ? { preview: reply.value } : { refusal: reply.fault });
      },
      async send(action, to, formats, reason) {
        const { report, busy } = get();
        if (report === null || busy) return false;
        set({ busy: true, refusal: undefined });
        const about = { report, action, to: [...to], formats: [...formats], reason };
        const reply = await api.call('deliveries.request_report', about);
        set({ busy: false, refusal: reply.ok ? undefined : reply.fault });
        if (reply.ok) await load(report);
        return reply.ok;
      },
      close: () => set({ actions: undefined, preview: undefined, refusal: undefined }),
      start: () =>
        api.on('actions.changed', () => {
          const { report } = get();
          if (report !== null) void load(report);
        }),
    };
  });
export type SendingStore = ReturnType<typeof createSendingStore>;

/** Addresses as people write them: with commas, spaces or lines between them. */
export const addressesIn = (text: string): readonly string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((part) => part !== '')),
];
