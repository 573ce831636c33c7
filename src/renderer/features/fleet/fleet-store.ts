import { createStore } from 'zustand';
import type { Api, Fault } from '#contract/index.ts';
import { auditText, notAudited } from '#renderer/words/fleet.ts';
import { allSites } from './all-sites.ts';
import type { FleetChoices } from './fleet-choices.ts';
import { type Keep, readChoices, writeChoices } from './fleet-choices.ts';
import type { Column, FleetFilter, Order, Site } from './fleet-order.ts';
import { EVERY_SITE } from './fleet-order.ts';

/** How long the list waits for more changes before it is asked again, in ms for each thousand sites that it holds. */
const RELOAD_DELAY = 1_000;
const PER_SITES = 1_000;

/** A list of ten thousand sites takes a quarter of a second to tell: asked every second it would keep the reader from others. */
const reloadDelay = (sites: number): number => RELOAD_DELAY * Math.max(1, Math.ceil(sites / PER_SITES));

export type FleetState = FleetChoices & {
  /** undefined: never loaded. Kept when a later load fails. */
  readonly sites: readonly Site[] | undefined;
  readonly fault: Fault | undefined;
  readonly order: Order;
  readonly filter: FleetFilter;
  /** Code of the site that the keys are at; null: none yet. */
  readonly cursor: string | null;
  /** The site that is being audited by hand; null: none. */
  readonly auditing: string | null;
  /** What the last audit by hand said. */
  readonly auditResult: string | null;
  readonly load: () => Promise<void>;
  readonly orderBy: (column: Column) => void;
  readonly narrow: (patch: Partial<FleetFilter>) => void;
  readonly showAll: () => void;
  readonly moveTo: (site: string) => void;
  readonly choose: (patch: Partial<FleetChoices>) => void;
  /** From tiles to rows, or back. */
  readonly switchLayout: () => void;
  readonly audit: (site: string) => Promise<void>;
  readonly dismissResult: () => void;
  /** Listens until the returned undo is called. */
  readonly start: () => () => void;
};

export type FleetParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly keep: Keep;
};

/** Every site with its last audits and its findings. */
export const createFleetStore = ({ api, after, keep }: FleetParts) =>
  createStore<FleetState>()((set, get) => {
    let stopReload: (() => void) | null = null;
    /** Soon after the first change, however many follow it. */
    const reloadSoon = () => {
      stopReload ??= after(reloadDelay(get().sites?.length ?? 0), () => {
        stopReload = null;
        void get().load();
      });
    };
    const choose = (patch: Partial<FleetChoices>) => {
      set(patch);
      writeChoices(keep, get());
    };
    return {
      ...readChoices(keep),
      sites: undefined,
      fault: undefined,
      order: { column: 'worst', descending: true },
      filter: EVERY_SITE,
      cursor: null,
      auditing: null,
      auditResult: null,
      async load() {
        const reply = await allSites(api);
        set(reply.ok ? { sites: reply.value, fault: undefined } : { fault: reply.fault });
      },
      orderBy(column) {
        const { order } = get();
        const again = order.column === column;
        set({ order: { column, descending: again ? !order.descending : column === 'worst' } });
      },
      narrow: (patch) => set({ filter: { ...get().filter, ...patch } }),
      showAll: () => set({ filter: EVERY_SITE }),
      moveTo: (cursor) => set({ cursor }),
      choose,
      switchLayout: () => choose({ layout: get().layout === 'tiles' ? 'rows' : 'tiles' }),
      async audit(site) {
        if (get().auditing !== null) return;
        set({ auditing: site, auditResult: null });
        const reply = await api.call('audit.run', { sites: [site] });
        const text = reply.ok ? auditText(site, reply.value) : notAudited(site, reply.fault.message);
        set({ auditing: null, auditResult: text });
        void get().load();
      },
      dismissResult: () => set({ auditResult: null }),
      start() {
        const stops = [
          api.on('sites.changed', reloadSoon),
          api.on('findings.changed', reloadSoon),
          api.on('engine.changed', reloadSoon),
          api.onConnection((connected) => connected && void get().load()),
          () => stopReload?.(),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type FleetStore = ReturnType<typeof createFleetStore>;
