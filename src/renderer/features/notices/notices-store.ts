import { createStore } from 'zustand';
import type { Notice } from '#contract/notices.ts';
import type { FindingSeverity } from '#core/model/finding.ts';
import { isNeverSilenced } from '#core/model/finding.ts';
import { SECOND } from '#core/model/time.ts';
import type { NoticesParts, NoticesState } from './notices-state.ts';
import { isMuted } from './notices-state.ts';
import type { SoundSettings } from './sound-settings.ts';
import { loudnessOf, readSounds, writeSounds } from './sound-settings.ts';
import { createTesting } from './testing.ts';

/** A CRITICAL notice sounds again this often until somebody acknowledges it, in ms. */
export const REPEAT_EVERY = 15 * SECOND;
/** Notices that are remembered as being on the desktop. */
const MOST_UP = 50;
const ALERTS_READ = 1_000;

type Get = () => NoticesState;
type Set = (patch: Partial<NoticesState>) => void;

/** What comes in and what becomes of it: heard, shown, and taken away again. */
function createTaking({ desktop, sound, leads, open, now }: NoticesParts, set: Set, get: Get) {
  const play = (severity: FindingSeverity) => {
    const volume = loudnessOf(severity, get());
    if (volume > 0 && leads.sound.holds()) sound.play(severity, volume);
  };
  const show = (notice: Notice) => desktop?.show(notice, () => open(notice.finding_id));
  return {
    take(notice: Notice) {
      const { tag, kind, severity, finding_type, heard, here } = notice;
      if (!here) return; // another desk answers it: the feed has it
      const aside = new Set([...get().aside].filter((each) => each !== tag));
      set({ up: [notice, ...get().up.filter((each) => each.tag !== tag)].slice(0, MOST_UP), aside });
      if (kind === 'finding' && severity === 'CRITICAL')
        set({ sounding: new Map(get().sounding).set(tag, finding_type ?? '') });
      if (heard) play(severity);
      if (leads.desktop.holds()) void show(notice);
    },
    withdraw(tags: readonly string[]) {
      const gone = new Set(tags);
      set({
        sounding: new Map([...get().sounding].filter(([id]) => !gone.has(id))),
        up: get().up.filter(({ tag }) => !gone.has(tag)),
      });
      for (const tag of tags) desktop?.close(tag);
    },
    showAll() {
      for (const notice of get().up.toReversed()) void show(notice);
    },
    repeat() {
      const muted = isMuted(get(), now());
      const isHeard = [...get().sounding.values()].some((type) => !muted || isNeverSilenced(type));
      if (isHeard) play('CRITICAL');
    },
  };
}

/** How things stand, for a page that opens or comes back: what was not acknowledged goes on sounding. */
function createResuming(
  { api }: NoticesParts,
  set: Set,
  get: Get,
  withdraw: (tags: readonly string[]) => void,
) {
  /** What somebody saw to while the page heard nothing. */
  const dropSeen = async () => {
    if (get().up.length === 0) return;
    const reply = await api.call('alerts.list', { limit: ALERTS_READ });
    if (!reply.ok) return;
    const open = new Set(
      reply.value.filter(({ state }) => state === 'OPEN').map((alert) => alert.finding_id),
    );
    withdraw(get().up.flatMap(({ tag, kind }) => (kind === 'finding' && !open.has(tag) ? [tag] : [])));
  };
  return async () => {
    const reply = await api.call('notices.state', {});
    if (!reply.ok) return;
    const { flood, mute, test, desktop, open, sounding } = reply.value;
    const ids = sounding.map(({ finding_id, finding_type }) => [finding_id, finding_type] as const);
    set({ flood, mute, test, desktop, open, sounding: new Map(ids) });
    await dropSeen();
  };
}

/** Notices: heard by severity, CRITICAL until acknowledged; shown by the desktop, else by a banner; muted for minutes; tested. */
export const createNoticesStore = (parts: NoticesParts) =>
  createStore<NoticesState>()((set, get) => {
    const { api, desktop, sound, every, keep, leads } = parts;
    const { take, withdraw, repeat, showAll } = createTaking(parts, set, get);
    const resume = createResuming(parts, set, get, withdraw);
    const testing = createTesting(parts, get);
    const remember = (patch: Partial<SoundSettings>) => {
      set(patch);
      writeSounds(keep, get());
    };
    const block = (blocked: boolean) => {
      set({ blocked });
      leads.sound.want(!blocked, true); // somebody has just touched this window
      if (!blocked) void testing.again('SOUND_BLOCKED');
    };
    return {
      ...readSounds(keep),
      byHost: desktop === null,
      permission: desktop === null ? 'granted' : desktop.permission(),
      desktop: null,
      blocked: false,
      soundsElsewhere: false,
      mute: null,
      flood: undefined,
      test: undefined,
      open: undefined,
      sounding: new Map(),
      up: [],
      aside: new Set(),
      muteShown: false,
      fault: undefined,
      async askPermission() {
        if (desktop === null) return;
        set({ permission: await desktop.ask() });
        await testing.again('NOTICE_DENIED', 'NOTICE_UNSUPPORTED');
      },
      showMute: (muteShown) => set({ muteShown }),
      async muteFor(minutes) {
        const reply = await api.call('notices.mute', { minutes });
        set(reply.ok ? { mute: reply.value.mute, fault: undefined } : { fault: reply.fault });
      },
      async runTest() {
        const reply = await api.call('notices.test', {});
        set({ fault: reply.ok ? undefined : reply.fault });
      },
      dismiss: (tag) => set({ aside: new Set(get().aside).add(tag) }),
      setSound: (severity, on) =>
        severity !== 'CRITICAL' && remember({ sounds: { ...get().sounds, [severity]: on } }),
      setVolume: (volume) => remember({ volume: Math.min(1, Math.max(0, volume)) }),
      trySound: (severity) => void sound.play(severity, loudnessOf(severity, get())),
      seen: () => leads.sound.want(!get().blocked, true),
      showAll,
      start() {
        leads.desktop.want(true);
        const stops = [
          sound.onBlocked(block),
          keep.onChange(() => set(readSounds(keep))),
          api.on('notice', (notice) => (notice.kind === 'test' ? void testing.answer(notice) : take(notice))),
          api.on('notices.withdrawn', ({ tags }) => withdraw(tags)),
          api.on('notices.open', (open) => set({ open })),
          // Whoever came to a desk, or left it, changes what sounds here.
          api.on('desks.changed', () => void resume()),
          api.on('notices.flood', (flood) => set({ flood })),
          api.on('notices.muted', ({ mute }) => set({ mute })),
          api.on('notices.tested', (test) => set({ test })),
          api.on('notices.desktop', ({ state }) => set({ desktop: state })),
          api.onConnection(async (connected) => {
            if (!connected) return;
            await resume();
            await testing.again('NO_WINDOW');
          }),
          every(REPEAT_EVERY, repeat),
          every(5 * SECOND, async () => {
            const soundsElsewhere = get().blocked && (await leads.sound.isTaken());
            if (soundsElsewhere !== get().soundsElsewhere) set({ soundsElsewhere });
          }),
        ];
        return () => {
          leads.desktop.want(false);
          leads.sound.want(false);
          for (const stop of stops) stop();
        };
      },
    };
  });
export type NoticesStore = ReturnType<typeof createNoticesStore>;
