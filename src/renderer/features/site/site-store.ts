import { createStore } from 'zustand';
import type { Answer, Api, Fault } from '#contract/index.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { SECOND } from '#core/model/time.ts';
import { auditText, notAudited } from '#renderer/words/fleet.ts';
import { auditedWhat } from '#renderer/words/site.ts';

export type Page = Answer<'sites.page'>;

/** How long the page waits for more changes before it is asked again, in ms. */
const RELOAD_DELAY = SECOND;
/** People and devices are heard without any finding changing: the page asks by itself too. */
const ASK_EVERY = 15 * SECOND;

export type SiteState = {
  /** Code of the site that is shown; null: none. */
  readonly code: string | null;
  /** Of this site; kept when a later load fails. undefined: not loaded yet. */
  readonly page: Page | undefined;
  readonly fault: Fault | undefined;
  readonly auditing: boolean;
  readonly auditResult: string | null;
  /** Shows a site until the returned undo is called. */
  readonly show: (code: string) => () => void;
  readonly load: () => Promise<void>;
  /** null: every cadence. */
  readonly audit: (cadence: Cadence | null) => Promise<void>;
  readonly dismissResult: () => void;
};

export type SiteParts = {
  readonly api: Api;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly every: (ms: number, run: () => void) => () => void;
};

/** The page of one site, live while it is looked at. */
export const createSiteStore = ({ api, after, every }: SiteParts) =>
  createStore<SiteState>()((set, get) => {
    let stopReload: (() => void) | null = null;
    const reloadSoon = () => {
      stopReload ??= after(RELOAD_DELAY, () => {
        stopReload = null;
        void get().load();
      });
    };
    return {
      code: null,
      page: undefined,
      fault: undefined,
      auditing: false,
      auditResult: null,
      show(code) {
        if (code !== get().code) set({ code, page: undefined, fault: undefined, auditResult: null });
        void get().load();
        const stops = [
          api.on('findings.changed', ({ rows, reload }) => {
            if (reload || rows.some(({ site }) => site === code)) reloadSoon();
          }),
          api.on('sites.changed', ({ sites }) => {
            if (sites === null || sites.includes(code)) reloadSoon();
          }),
          every(ASK_EVERY, () => void get().load()),
          () => {
            stopReload?.();
            stopReload = null;
          },
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
      async load() {
        const { code } = get();
        if (code === null) return;
        const reply = await api.call('sites.page', { site: code });
        if (get().code !== code) return; // another site was chosen meanwhile
        set(reply.ok ? { page: reply.value, fault: undefined } : { fault: reply.fault });
      },
      async audit(cadence) {
        const { code, auditing } = get();
        if (code === null || auditing) return;
        set({ auditing: true, auditResult: null });
        const reply = await api.call('audit.run', {
          sites: [code],
          ...(cadence === null ? {} : { cadence }),
        });
        const what = auditedWhat(code, cadence);
        const text = reply.ok ? auditText(what, reply.value) : notAudited(what, reply.fault.message);
        set({ auditing: false });
        if (get().code === code) set({ auditResult: text });
        void get().load();
      },
      dismissResult: () => set({ auditResult: null }),
    };
  });
export type SiteStore = ReturnType<typeof createSiteStore>;
