import { createStore } from 'zustand';
import type { Answer, Api, Fault, Input, Reply } from '#contract/index.ts';
import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';

export type Report = Answer<'reports.make'>;
export type Kept = Answer<'reports.kept'>[number];
export type Schedule = Answer<'reports.schedule'>;
export type Order = Input<'reports.make'>['order'];
type Filter = Extract<Order, { kind: 'history' }>['filter'];
type Format = Input<'reports.print'>['format'] & string;

/** What can be chosen, and what each is asked with. */
export type Choice = {
  readonly kind: Order['kind'];
  /** How far back a shift goes, hours. */
  readonly hours: number;
  /** How far back the list of findings goes, days. */
  readonly days: number;
  /** A desk's code; null: everything that one may see. */
  readonly desk: string | null;
  /** Of a scorecard or a dashboard; null: not chosen yet. */
  readonly client: string | null;
  /** `2026-11`; null: the last whole one. */
  readonly month: string | null;
};

export type ReportsState = {
  readonly choice: Choice;
  /** undefined: none was made yet. The one before stays while another is made, or fails. */
  readonly report: Report | undefined;
  /** Which of the kept ones it is; null: it was made just now, and is kept by nobody. */
  readonly shown: Kept | null;
  /** undefined: not loaded yet. */
  readonly kept: readonly Kept[] | undefined;
  readonly fault: Fault | undefined;
  readonly busy: 'making' | 'printing' | 'keeping' | null;
  readonly choose: (patch: Partial<Choice>) => Promise<void>;
  readonly make: () => Promise<void>;
  readonly load: () => Promise<void>;
  /** Shows one that is kept. */
  readonly show: (id: string) => Promise<void>;
  /** Makes what is chosen once more, keeps it and shows that. */
  readonly keep: () => Promise<void>;
  /** Each resolves to true when that was done. */
  readonly sign: (role: Input<'reports.sign'>['role'], note: string) => Promise<boolean>;
  readonly release: (release: boolean, note: string) => Promise<boolean>;
  /** Saves what is shown. */
  readonly print: (format: Format) => Promise<void>;
  /** Saves every finding of the list as a CSV, however many they are. */
  readonly saveCsv: () => Promise<void>;
  /** undefined: it could not be read. */
  readonly readSchedule: () => Promise<Schedule | undefined>;
  /** True when that was done. */
  readonly setSchedule: (schedule: Schedule) => Promise<boolean>;
  readonly start: () => () => void;
};

export type ReportsParts = {
  readonly api: Api;
  readonly now: () => EpochMs;
  /** How the feed is filtered: the list of findings is of the same. */
  readonly filter: () => Filter;
  readonly save: (name: string, content: string | Uint8Array<ArrayBuffer>, type: string) => void;
};

const FIRST: Choice = { kind: 'handover', hours: 8, days: 7, desk: null, client: null, month: null };
const MEDIA: Readonly<Record<Format, string>> = { pdf: 'application/pdf', html: 'text/html' };

/** Makes reports as of now, keeps them with the names under them, and saves what is shown. */
export const createReportsStore = ({ api, now, filter, save }: ReportsParts) =>
  createStore<ReportsState>()((set, get) => {
    let asked = 0;
    const order = () => orderOf(get().choice, now(), filter());
    /** Shows the newest that was asked for, whichever answer comes first. */
    const show = async (ask: () => Promise<Reply<{ report: Report; shown: Kept | null }>>) => {
      const mine = ++asked;
      set({ busy: 'making' });
      const reply = await ask();
      if (mine !== asked) return;
      set(reply.ok ? { ...reply.value, fault: undefined } : { fault: reply.fault });
      set({ busy: null });
    };
    const done = async (reply: Reply<unknown>): Promise<boolean> => {
      const { shown } = get();
      if (!reply.ok) set({ fault: reply.fault });
      else if (shown !== null) await get().show(shown.id);
      return reply.ok;
    };
    return {
      choice: FIRST,
      report: undefined,
      shown: null,
      kept: undefined,
      fault: undefined,
      busy: null,
      choose: async (patch) => {
        const choice = { ...get().choice, ...patch };
        set({ choice });
        // What is shown is not what is chosen now, and there is nothing yet to ask.
        if (orderOf(choice, now(), {}) === null) set({ report: undefined, shown: null, fault: undefined });
        await get().make();
      },
      make: async () => {
        const wanted = order();
        if (wanted === null) return;
        await show(async () => {
          const reply = await api.call('reports.make', { order: wanted });
          return reply.ok ? { ok: true, value: { report: reply.value, shown: null } } : reply;
        });
      },
      load: async () => {
        const reply = await api.call('reports.kept', {});
        if (reply.ok) set({ kept: reply.value });
      },
      show: (id) =>
        show(async () => {
          const reply = await api.call('reports.get', { id });
          if (!reply.ok) return reply;
          const { report, ...shown } = reply.value;
          return { ok: true, value: { report, shown } };
        }),
      keep: async () => {
        const wanted = order();
        if (wanted === null || get().busy !== null) return;
        set({ busy: 'keeping' });
        const reply = await api.call('reports.keep', { order: wanted });
        set({ busy: null, fault: reply.ok ? undefined : reply.fault });
        if (reply.ok) await Promise.all([get().show(reply.value.id), get().load()]);
      },
      sign: async (role, note) => {
        const { shown } = get();
        if (shown === null) return false;
        return done(await api.call('reports.sign', { id: shown.id, role, ...noted(note) }));
      },
      release: async (release, note) => {
        const { shown } = get();
        if (shown === null) return false;
        return done(await api.call('reports.release', { id: shown.id, release, ...noted(note) }));
      },
      print: async (format) => {
        const { report, busy } = get();
        if (report === undefined || busy !== null) return;
        set({ busy: 'printing' });
        const reply = await api.call('reports.print', { report, format });
        if (reply.ok) save(fileName(report, format), bytesOf(reply.value.bytes), MEDIA[format]);
        set({ busy: null, fault: reply.ok ? undefined : reply.fault });
      },
      saveCsv: async () => {
        const { report, busy } = get();
        const wanted = order();
        if (report === undefined || wanted?.kind !== 'history' || busy !== null) return;
        set({ busy: 'printing' });
        const read = await readCsv(api, wanted.filter);
        if (read.ok) save(fileName(report, 'csv'), read.value, 'text/csv');
        set({ busy: null, fault: read.ok ? undefined : read.fault });
      },
      readSchedule: async () => {
        const reply = await api.call('reports.schedule', {});
        if (!reply.ok) set({ fault: reply.fault });
        return reply.ok ? reply.value : undefined;
      },
      setSchedule: async (schedule) => {
        const reply = await api.call('reports.set_schedule', { schedule });
        set({ fault: reply.ok ? undefined : reply.fault });
        return reply.ok;
      },
      start: () =>
        api.on('reports.changed', () => {
          // Nobody has looked at them yet.
          if (get().kept === undefined) return;
          void get().load();
          const { shown } = get();
          if (shown !== null) void get().show(shown.id);
        }),
    };
  });
export type ReportsStore = ReturnType<typeof createReportsStore>;

const noted = (note: string) => (note.trim() === '' ? {} : { note: note.trim() });

/** null: something is still to be chosen. */
function orderOf(
  { kind, hours, days, desk, client, month }: Choice,
  now: EpochMs,
  filter: Filter,
): Order | null {
  switch (kind) {
    case 'handover':
      return { kind, since: now - hours * HOUR, ...(desk === null ? {} : { desk }) };
    case 'history':
      return { kind, filter: { ...filter, since: now - days * DAY } };
    case 'scorecard':
      return client === null ? null : { kind, client, month: month ?? monthsBefore(now)[1] ?? '' };
    case 'dashboard':
      return client === null ? null : { kind, client };
  }
}

const MONTHS = 13;

/** This month and those before it, `2026-11` first. */
export function monthsBefore(now: EpochMs): readonly string[] {
  const at = new Date(now);
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
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
export function fileName({ title, made_at }: Report, extension: Format | 'csv'): string {
  const at = new Date(made_at).toISOString();
  return `${title.toLowerCase().replaceAll(' ', '-')}-${at.slice(0, 10)}-${at.slice(11, 16).replace(':', '')}.${extension}`;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
