import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import { counted } from '#renderer/words/codes.ts';
import type { Column, Order, Site } from './fleet-order.ts';

/** How long the list waits for more changes before it is asked again, in ms. */
const RELOAD_DELAY = 1_000;

export type FleetState = {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly sites: readonly Site[] | undefined;
  readonly fault: Fault | undefined;
  readonly order: Order;
  readonly text: string;
  /** The site that is being audited by hand; null: none. */
  readonly auditing: string | null;
  /** What the last audit by hand said. */
  readonly auditResult: string | null;
  readonly load: () => Promise<void>;
  readonly orderBy: (column: Column) => void;
  readonly search: (text: string) => void;
  readonly audit: (site: string) => Promise<void>;
  readonly dismissResult: () => void;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type FleetParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
};

/** What an audit by hand found, in a sentence. */
export function auditText(site: string, result: Answer<'audit.run'>): string {
  const { total_findings, opened, suppressed, errors } = result;
  const found =
    total_findings === 0
      ? 'nothing is wrong'
      : `${counted(total_findings, 'thing')} wrong, ${opened.length} new`;
  const held = suppressed === 0 ? '' : `, ${suppressed} held back by maintenance`;
  const failed = errors.length === 0 ? '' : `. Failed rules: ${errors.map((error) => error.rule).join(', ')}`;
  return `${site} audited: ${found}${held}${failed}.`;
}

/** Every site with its last audits and its findings. */
export const createFleetStore = ({ api, after }: FleetParts) =>
  createStore<FleetState>()((set, get) => {
    let stopReload: () => void = () => undefined;
    const reloadSoon = () => {
      stopReload();
      stopReload = after(RELOAD_DELAY, () => void get().load());
    };
    return {
      sites: undefined,
      fault: undefined,
      order: { column: 'worst', descending: true },
      text: '',
      auditing: null,
      auditResult: null,
      async load() {
        const reply = await api.call('sites.list', {});
        set(reply.ok ? { sites: reply.value, fault: undefined } : { fault: reply.fault });
      },
      orderBy(column) {
        const { order } = get();
        const again = order.column === column;
        set({ order: { column, descending: again ? !order.descending : column === 'worst' } });
      },
      search: (text) => set({ text }),
      async audit(site) {
        set({ auditing: site, auditResult: null });
        const reply = await api.call('audit.run', { sites: [site] });
        const text = reply.ok
          ? auditText(site, reply.value)
          : `${site} was not audited: ${reply.fault.message}`;
        set({ auditing: null, auditResult: text });
        void get().load();
      },
      dismissResult: () => set({ auditResult: null }),
      start() {
        const stops = [
          api.on('sites.changed', reloadSoon),
          api.on('findings.changed', reloadSoon),
          api.onConnection((connected) => connected && void get().load()),
          () => stopReload(),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type FleetStore = ReturnType<typeof createFleetStore>;
