import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input, Reply } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';

export type Report = Answer<'reports.make'>;
export type Order = Input<'reports.make'>['order'];
type Filter = Extract<Order, { kind: 'history' }>['filter'];

/** What can be chosen, and what each is asked with. */
export type Choice = {
  readonly kind: 'handover' | 'history';
  /** How far back a shift goes, hours. */
  readonly hours: number;
  /** How far back the list of findings goes, days. */
  readonly days: number;
  /** A desk's code; null: everything that one may see. */
  readonly desk: string | null;
};

export type ReportsState = {
  readonly choice: Choice;
  /** undefined: none was made yet. The one before stays while another is made, or fails. */
  readonly report: Report | undefined;
  readonly fault: Fault | undefined;
  readonly busy: 'making' | 'printing' | null;
  readonly choose: (patch: Partial<Choice>) => Promise<void>;
  readonly make: () => Promise<void>;
  /** Saves what is shown as a PDF. */
  readonly print: () => Promise<void>;
  /** Saves every finding of the list as a CSV, however many they are. */
  readonly saveCsv: () => Promise<void>;
};

export type ReportsParts = {
  readonly api: Api;
  readonly now: () => EpochMs;
  /** How the feed is filtered: the list of findings is of the same. */
  readonly filter: () => Filter;
  readonly save: (name: string, content: string | Uint8Array<ArrayBuffer>, type: string) => void;
};

const FIRST: Choice = { kind: 'handover', hours: 8, days: 7, desk: null };

/** Makes reports as of now, and saves what is shown. */
export const createReportsStore = ({ api, now, filter, save }: ReportsParts) =>
  createStore<ReportsState>()((set, get) => {
    let asked = 0;
    return {
      choice: FIRST,
      report: undefined,
      fault: undefined,
      busy: null,
      choose: async (patch) => {
        set({ choice: { ...get().choice, ...patch } });
        await get().make();
      },
      make: async () => {
        const mine = ++asked;
        set({ busy: 'making' });
        const reply = await api.call('reports.make', { order: orderOf(get().choice, now(), filter()) });
        // A later choice has asked for another.
        if (mine !== asked) return;
        set(reply.ok ? { report: reply.value, fault: undefined } : { fault: reply.fault });
        set({ busy: null });
      },
      print: async () => {
        const { report, busy } = get();
        if (report === undefined || busy !== null) return;
        set({ busy: 'printing' });
        const reply = await api.call('reports.print', { report });
        if (reply.ok) save(fileName(report, 'pdf'), bytesOf(reply.value.bytes), 'application/pdf');
        set({ busy: null, fault: reply.ok ? undefined : reply.fault });
      },
      saveCsv: async () => {
        const { report, choice, busy } = get();
        const order = orderOf(choice, now(), filter());
        if (report === undefined || order.kind !== 'history' || busy !== null) return;
        set({ busy: 'printing' });
        const read = await readCsv(api, order.filter);
        if (read.ok) save(fileName(report, 'csv'), read.value, 'text/csv');
        set({ busy: null, fault: read.ok ? undefined : read.fault });
      },
    };
  });
export type ReportsStore = ReturnType<typeof createReportsStore>;

function orderOf({ kind, hours, days, desk }: Choice, now: EpochMs, filter: Filter): Order {
  if (kind === 'history') return { kind, filter: { ...filter, since: now - days * DAY } };
  return { kind, since: now - hours * HOUR, ...(desk === null ? {} : { desk }) };
}

/** All of it, page by page. */
async function readCsv(api: Api, filter: Filter): Promise<Reply<string>> {
  const lines: string[] = [];
  let after: Answer<'reports.csv'>['next'] = null;
  do {
    const reply: Reply<Answer<'reports.csv'>> = await api.call('reports.csv', { filter, after });
    if (!reply.ok) return reply;
    lines.push(reply.value.text);
    after = reply.value.next;
  } while (after !== null);
  return { ok: true, value: lines.join('') };
}

/** `shift-handover-2026-11-27-0614.pdf`, in UTC: two of a day do not cover each other. */
export function fileName({ title, made_at }: Report, extension: 'pdf' | 'csv'): string {
  const at = new Date(made_at).toISOString();
  return `${title.toLowerCase().replaceAll(' ', '-')}-${at.slice(0, 10)}-${at.slice(11, 16).replace(':', '')}.${extension}`;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
