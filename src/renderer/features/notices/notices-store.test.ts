import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import type { Notice, NoticeTest } from '#contract/notices.ts';
import { MINUTE, SECOND } from '#core/model/time.ts';
import { arrived, createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import type { Permission, Shown } from './desktop.ts';
import { createOnlyLead } from './lead.ts';
import { bannersOf, drawnOf } from './notices-state.ts';
import { createNoticesStore } from './notices-store.ts';
import { readSounds } from './sound-settings.ts';

const NOW = Date.parse('2026-01-05T02:00:00Z');
const notice = (patch: Partial<Notice>): Notice => {
  const finding_id = patch.finding_id ?? 'F-1';
  return {
    tag: finding_id,
    kind: 'finding',
    finding_id,
    finding_type: 'TOUR_OVERDUE',
    test: null,
    site: 'RB-01',
    severity: 'CRITICAL',
    title: 'Tour T-1 overdue · RB-01',
    body: 'since 01:40 IST.',
    heard: true,
    holder: null,
    here: true,
    ...patch,
  };
};
const critical = notice({});
const battery = notice({ finding_id: 'F-2', severity: 'LOW', title: 'Battery low · RB-01' });
const test = notice({ tag: 'test', kind: 'test', finding_id: null, test: 'T-1', severity: 'LOW' });

const STATE: Answer<'notices.state'> = {
  flood: { active: false, since: null, alarms_10_min: 0, held: { MEDIUM: 0, LOW: 0 }, sites: [] },
  mute: null,
  test: null,
  desktop: null,
  open: { count: 0, critical: 0, newest: [] },
  sounding: [],
};
const muted = { at: NOW, until: NOW + 5 * MINUTE, minutes: 5, by: 'local:ada' };
const lastTest = (result: NoticeTest['result']): NoticeTest => ({
  id: 'T-0',
  at: NOW,
  by: 'system',
  result,
  notice: null,
  sound: null,
});

type World = {
  readonly permission?: Permission;
  /** The host shows notices itself. */
  readonly host?: boolean;
  readonly state?: Partial<Answer<'notices.state'>>;
  readonly blocked?: boolean;
  readonly shown?: Shown;
  readonly lead?: boolean;
};

async function bench({
  permission = 'granted',
  host = false,
  state = {},
  blocked = false,
  shown = 'shown',
  lead = true,
}: World = {}) {
  const timers = createFakeTimers();
  const heard: string[] = [];
  const up = new Map<string, () => void>();
  const opened: (string | null)[] = [];
  const kept = new Map<string, string>();
  let now = NOW;
  let block = (_: boolean): void => undefined;
  let isBlocked = blocked;
  const fake = createFakeApi({
    'notices.state': () => ({ ...STATE, ...state }),
    'notices.test': () => ({ id: 'T-1' }),
    'notices.confirm_test': () => ({ result: 'PASSED' }),
    'notices.mute': ({ minutes }) => ({ mute: minutes === 0 ? null : { ...muted, minutes } }),
    'alerts.list': () => [],
  });
  const keep = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    onChange: () => () => undefined,
  };
  const own = createOnlyLead();
  const leads = {
    sound: lead ? own : { ...own, holds: () => false, isTaken: async () => true },
    desktop: lead ? createOnlyLead() : { ...own, holds: () => false },
  };
  const store = createNoticesStore({
    api: fake.api,
    desktop: host
      ? null
      : {
          permission: () => permission,
          ask: async () => 'granted',
          async show({ tag }, click) {
            up.set(tag, click);
            return shown;
          },
          close: (tag) => void up.delete(tag),
        },
    sound: {
      play(severity, volume) {
        if (!isBlocked) heard.push(volume === 1 ? severity : `${severity} ${volume}`);
        return !isBlocked;
      },
      onBlocked(listener) {
        block = listener;
        listener(blocked);
        return () => undefined;
      },
    },
    every: timers.every,
    now: () => now,
    keep,
    open: (id) => opened.push(id),
    leads,
  });
  const stop = store.getState().start();
  await arrived();
  await arrived();
  return {
    ...fake,
    timers,
    heard,
    up,
    opened,
    keep,
    stop,
    state: () => store.getState(),
    pass: (ms: number) => {
      now += ms;
    },
    unblock: () => {
      isBlocked = false;
      block(false);
    },
  };
}

describe('notices', () => {
  it('are heard by severity and shown by the desktop, and a click brings the finding', async () => {
    const { push, heard, up, opened } = await bench();
    push('notice', battery);
    expect(heard).toEqual(['LOW']);
    up.get('F-2')?.();
    expect(opened).toEqual(['F-2']);
  });

  it('sound again for CRITICAL until somebody has acknowledged it, and are then taken away', async () => {
    const { push, heard, timers, up, state } = await bench();
    push('notice', critical);
    push('notice', battery);
    timers.run();
    expect(heard).toEqual(['CRITICAL', 'LOW', 'CRITICAL']);
    push('notices.withdrawn', { tags: ['F-1'] });
    timers.run();
    expect(heard).toHaveLength(3);
    expect([...up.keys()]).toEqual(['F-2']);
    expect(state().up).toEqual([battery]);
  });

  it('go on sounding after a reload for what is unacknowledged', async () => {
    const { heard, timers } = await bench({
      state: { sounding: [{ finding_id: 'F-9', finding_type: 'X' }] },
    });
    timers.run();
    expect(heard).toEqual(['CRITICAL']);
  });

  it('are forgotten where somebody saw to them while the page heard nothing', async () => {
    const { push, connect, state, up } = await bench();
    push('notice', battery);
    connect(true);
    await arrived();
    await arrived();
    expect(state().up).toEqual([]);
    expect(up.size).toBe(0);
  });

  it('become banners where the desktop may not show them, one for each finding', async () => {
    const { push, state } = await bench({ permission: 'denied' });
    push('notice', critical);
    push('notice', critical);
    expect(bannersOf(state())).toEqual([critical]);
    state().dismiss('F-1');
    expect(bannersOf(state())).toEqual([]);
    expect([...state().sounding.keys()]).toEqual(['F-1']);
    push('notice', critical);
    push('notice', battery);
    expect(bannersOf(state())).toEqual([critical, battery]); // the worst first
  });

  it('become banners where the host cannot show them either, and else only sound there', async () => {
    const { push, state, heard } = await bench({ host: true });
    push('notice', critical);
    expect(heard).toEqual(['CRITICAL']);
    expect(bannersOf(state())).toEqual([]);
    push('notices.desktop', { state: 'failed' });
    expect(bannersOf(state())).toEqual([critical]);
  });

  it('are silent where the desk said so, and in a window that does not lead', async () => {
    const quiet = await bench();
    quiet.push('notice', notice({ heard: false }));
    expect(quiet.heard).toEqual([]);
    expect([...quiet.up.keys()]).toEqual(['F-1']);
    const second = await bench({ lead: false });
    second.push('notice', critical);
    second.timers.run();
    expect(second.heard).toEqual([]);
    expect(second.up.size).toBe(0);
    expect(second.state().up).toEqual([critical]);
    second.state().showAll(); // the first window was closed
    expect([...second.up.keys()]).toEqual(['F-1']);
  });

  it('leave no timer and no listener behind', async () => {
    const { stop, listening, timers } = await bench();
    stop();
    expect(listening()).toBe(0);
    expect(timers.waiting()).toEqual([]);
  });
});

describe('a mute', () => {
  it('keeps CRITICAL from sounding again until it ends by itself, but not a call for help', async () => {
    const { push, heard, timers, pass } = await bench({ state: { mute: muted } });
    push('notice', notice({ heard: false }));
    timers.run();
    expect(heard).toEqual([]);
    push('notice', notice({ finding_id: 'F-7', finding_type: 'DURESS' }));
    timers.run();
    expect(heard).toEqual(['CRITICAL', 'CRITICAL']);
    push('notices.withdrawn', { tags: ['F-7'] });
    pass(5 * MINUTE - SECOND);
    timers.run();
    expect(heard).toHaveLength(2);
    pass(SECOND);
    timers.run();
    expect(heard).toHaveLength(3);
  });

  it('is asked of the engine, in minutes, and shared by all windows', async () => {
    const { state, inputsOf, push } = await bench();
    await state().muteFor(15);
    expect(inputsOf('notices.mute')).toEqual([{ minutes: 15 }]);
    expect(state().mute?.minutes).toBe(15);
    push('notices.muted', { mute: null });
    expect(state().mute).toBeNull();
  });
});

describe('the sounds of a workstation', () => {
  it('are chosen by severity and kept; CRITICAL cannot be turned off or made silent', async () => {
    const { state, push, heard, keep } = await bench();
    state().setSound('LOW', false);
    state().setSound('CRITICAL', false);
    state().setVolume(0.1);
    push('notice', battery);
    push('notice', notice({ severity: 'HIGH' }));
    push('notice', critical);
    expect(heard).toEqual(['HIGH 0.1', 'CRITICAL 0.3']);
    expect(readSounds(keep)).toEqual({
      sounds: { CRITICAL: true, HIGH: true, MEDIUM: true, LOW: false },
      volume: 0.1,
    });
  });

  it('are the usual ones where nothing can be read', () => {
    const read = (text: string | null) => readSounds({ getItem: () => text });
    const usual = { sounds: { CRITICAL: true, HIGH: true, MEDIUM: true, LOW: true }, volume: 1 };
    for (const text of [null, 'nonsense', '7', '{"volume":9}', '{"sounds":{"CRITICAL":false}}'])
      expect(read(text)).toEqual(usual);
  });
});

describe('the test of sound and notices', () => {
  const answers = (made: Awaited<ReturnType<typeof bench>>) => made.inputsOf('notices.confirm_test');

  it.each([
    [{}, 'shown', 'played'],
    [{ permission: 'denied', shown: 'denied' }, 'denied', 'played'],
    [{ shown: 'unsupported' }, 'unsupported', 'played'],
    [{ blocked: true }, 'shown', 'blocked'],
    [{ host: true }, null, 'played'],
    [{ lead: false }, 'shown', 'played'],
  ] satisfies [World, Shown | null, string][])(
    'tells what this window could do: %o',
    async (world, shown, sound) => {
      const made = await bench(world);
      made.push('notice', test);
      await arrived();
      expect(answers(made)).toEqual([{ test: 'T-1', notice: shown, sound }]);
      expect(made.state().up).toEqual([]);
    },
  );

  it('sounds also where LOW is turned off, but not in a mute', async () => {
    const made = await bench();
    made.state().setSound('LOW', false);
    made.push('notice', test);
    made.push('notice', { ...test, heard: false });
    await arrived();
    expect(made.heard).toEqual(['LOW']);
    expect(answers(made)).toMatchObject([{ sound: 'played' }, { sound: 'muted' }]);
  });

  it('is made again, once, when the reason of its failure is gone', async () => {
    const opened = await bench({ state: { test: lastTest('NO_WINDOW') } });
    expect(opened.inputsOf('notices.test')).toHaveLength(1);
    opened.connect(true);
    await arrived();
    expect(opened.inputsOf('notices.test')).toHaveLength(1);
    const touched = await bench({ state: { test: lastTest('SOUND_BLOCKED') }, blocked: true });
    expect(touched.inputsOf('notices.test')).toEqual([]);
    touched.unblock();
    await arrived();
    expect(touched.inputsOf('notices.test')).toHaveLength(1);
    const allowed = await bench({ state: { test: lastTest('NOTICE_DENIED') }, permission: 'default' });
    await allowed.state().askPermission();
    expect(allowed.inputsOf('notices.test')).toHaveLength(1);
    const passed = await bench({ state: { test: lastTest('PASSED') }, blocked: true });
    passed.unblock();
    expect(passed.inputsOf('notices.test')).toEqual([]);
  });
});

describe('banners under the pointer', () => {
  const [a, b, c, d] = ['A', 'B', 'C', 'D'].map((finding_id) => notice({ finding_id }));
  const tags = (banners: readonly Notice[]) => banners.map(({ tag }) => tag);
  const all = [d, a, b, c].flatMap((each) => each ?? []);

  it('are the first three while nobody points at them', () => {
    expect(tags(drawnOf(all, null))).toEqual(['D', 'A', 'B']);
  });

  it('stay where they were when another comes before them, until they are dealt with', () => {
    expect(tags(drawnOf(all, ['A', 'B', 'C']))).toEqual(['A', 'B', 'C']);
    expect(tags(drawnOf(all.slice(0, 3), ['A', 'B', 'C']))).toEqual(['A', 'B']);
    expect(tags(drawnOf(all.slice(0, 1), ['A', 'B', 'C']))).toEqual(['D']);
  });
});
