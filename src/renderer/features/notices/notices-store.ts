import { createStore } from 'zustand';
import type { Api, Payload } from '#contract/index.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import { SECOND } from '#core/model/time.ts';
import type { Sound } from './sound.ts';

/** A CRITICAL notice sounds again this often until somebody acknowledges it, in ms. */
export const REPEAT_EVERY = 15 * SECOND;
/** How many open alerts are looked through for those that must go on sounding after a reload. */
const ALERTS_READ = 1_000;

export type Notice = Payload<'notice'>;

/** What makes a notice heard and seen outside the page; the browser's own, or nothing. */
export type Desktop = {
  readonly permission: () => NotificationPermission | 'unsupported';
  readonly ask: () => Promise<NotificationPermission>;
  readonly show: (notice: Notice, onOpen: () => void) => void;
};

export type NoticesState = {
  readonly permission: NotificationPermission | 'unsupported';
  readonly muted: boolean;
  /** The browser keeps the page silent until somebody touches it. */
  readonly blocked: boolean;
  /** CRITICAL findings that sound until acknowledged. */
  readonly sounding: ReadonlySet<string>;
  /** Notices that the desktop could not show, newest first. */
  readonly banners: readonly Notice[];
  readonly askPermission: () => Promise<void>;
  readonly toggleMuted: () => void;
  readonly dismiss: (findingId: string) => void;
  readonly start: () => () => void;
};

export type NoticesParts = {
  readonly api: Api;
  /** null where the host shows notices itself. */
  readonly desktop: Desktop | null;
  readonly sound: Sound;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Brings a finding to the front. */
  readonly open: (findingId: string) => void;
};

/** Notices: shown by the desktop, else by a banner; heard by severity; CRITICAL until acknowledged. */
export const createNoticesStore = ({ api, desktop, sound, every, open }: NoticesParts) =>
  createStore<NoticesState>()((set, get) => {
    const play = (severity: FindingSeverity) => !get().muted && sound.play(severity);
    const without = (id: string) => ({
      sounding: new Set([...get().sounding].filter((each) => each !== id)),
      banners: get().banners.filter((banner) => banner.finding_id !== id),
    });
    const take = (notice: Notice) => {
      play(notice.severity);
      if (notice.severity === 'CRITICAL') set({ sounding: new Set(get().sounding).add(notice.finding_id) });
      if (get().permission === 'granted') desktop?.show(notice, () => open(notice.finding_id));
      else set({ banners: [notice, ...without(notice.finding_id).banners] });
    };
    const quieten = ({ rows }: Payload<'findings.changed'>) => {
      for (const row of rows) if (row.status !== 'NEW' || row.shelved_until !== null) set(without(row.id));
    };
    /** After a reload the page has heard nothing, but what was not acknowledged must go on sounding. */
    const resume = async () => {
      const reply = await api.call('alerts.list', { limit: ALERTS_READ });
      if (!reply.ok) return;
      const open = reply.value.filter((alert) => alert.severity === 'CRITICAL' && alert.state === 'OPEN');
      set({ sounding: new Set(open.map((alert) => alert.finding_id)) });
    };
    return {
      permission: desktop === null ? 'granted' : desktop.permission(),
      muted: false,
      blocked: false,
      sounding: new Set(),
      banners: [],
      async askPermission() {
        if (desktop !== null) set({ permission: await desktop.ask() });
      },
      toggleMuted: () => set({ muted: !get().muted }),
      dismiss: (id) => set({ banners: get().banners.filter((banner) => banner.finding_id !== id) }),
      start() {
        const stops = [
          sound.onBlocked((blocked) => set({ blocked })),
          api.on('notice', take),
          api.on('findings.changed', quieten),
          api.onConnection((connected) => connected && void resume()),
          every(REPEAT_EVERY, () => get().sounding.size > 0 && play('CRITICAL')),
        ];
        return () => {
          for (const stop of stops) stop();
        };
      },
    };
  });
export type NoticesStore = ReturnType<typeof createNoticesStore>;
