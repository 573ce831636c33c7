import { describe, expect, it } from 'vitest';
import { arrived, createFakeApi, createFakeTimers } from '#test/kit/fake-api.ts';
import { findingRow } from '#test/kit/finding-row.ts';
import type { Desktop, Notice } from './notices-store.ts';
import { createNoticesStore } from './notices-store.ts';

const duress: Notice = { finding_id: 'F-1', severity: 'CRITICAL', title: 'Duress', body: 'G-300' };
const battery: Notice = { finding_id: 'F-2', severity: 'LOW', title: 'Battery low', body: 'D-12' };

async function bench(permission: NotificationPermission | null, openAlerts: readonly string[] = []) {
  const timers = createFakeTimers();
  const heard: string[] = [];
  const shown: { readonly notice: Notice; readonly click: () => void }[] = [];
  const opened: string[] = [];
  const fake = createFakeApi({
    'alerts.list': () =>
      openAlerts.map((finding_id) => ({
        id: finding_id,
        finding_id,
        site: null,
        severity: 'CRITICAL',
        alert_type: 'DURESS',
        message: '',
        created_at: 0,
        state: 'OPEN',
      })),
  });
  const desktop: Desktop = {
    permission: () => permission ?? 'default',
    ask: async () => 'granted',
    show: (notice, click) => shown.push({ notice, click }),
  };
  const store = createNoticesStore({
    api: fake.api,
    desktop: permission === null ? null : desktop,
    sound: {
      play: (severity) => heard.push(severity),
      onBlocked(listener) {
        listener(true);
        return () => undefined;
      },
    },
    every: timers.every,
    open: (id) => opened.push(id),
  });
  const stop = store.getState().start();
  await arrived();
  return { ...fake, timers, heard, shown, opened, stop, state: () => store.getState() };
}

describe('notices', () => {
  it('are heard by severity and shown by the desktop, and a click brings the finding', async () => {
    const { push, heard, shown, opened, state } = await bench('granted');
    push('notice', battery);
    expect(heard).toEqual(['LOW']);
    expect(state().blocked).toBe(true);
    shown[0]?.click();
    expect(opened).toEqual(['F-2']);
  });

  it('sound again for CRITICAL until somebody has acknowledged it', async () => {
    const { push, heard, timers } = await bench('granted');
    push('notice', duress);
    push('notice', battery);
    timers.run();
    expect(heard).toEqual(['CRITICAL', 'LOW', 'CRITICAL']);
    push('findings.changed', { rows: [findingRow('F-1', { status: 'ACKNOWLEDGED' })], reload: false });
    timers.run();
    expect(heard).toHaveLength(3);
  });

  it('go on sounding after a reload for alerts that are still open', async () => {
    const { heard, timers } = await bench('granted', ['F-9']);
    timers.run();
    expect(heard).toEqual(['CRITICAL']);
  });

  it('become banners where the desktop may not show them, one per finding', async () => {
    const { push, state } = await bench('denied');
    push('notice', duress);
    push('notice', duress);
    expect(state().banners).toEqual([duress]);
    state().dismiss('F-1');
    expect(state().banners).toEqual([]);
    expect([...state().sounding]).toEqual(['F-1']);
  });

  it('only sound where the host shows them itself, and not at all when muted', async () => {
    const { push, state, heard } = await bench(null);
    state().toggleMuted();
    push('notice', duress);
    expect(state().banners).toEqual([]);
    expect(heard).toEqual([]);
  });

  it('leave no timer and no listener behind', async () => {
    const { stop, listening, timers } = await bench('granted');
    stop();
    expect(listening()).toBe(0);
    expect(timers.waiting()).toEqual([]);
  });
});
