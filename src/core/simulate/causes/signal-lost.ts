import type { EventType } from '#core/model/event.ts';
import { MINUTE } from '#core/model/time.ts';
import { devicesOffline } from '../device-effects.ts';
import { lowSignal, windowOf } from '../effects.ts';
import { type Cause, noTrouble } from '../trouble.ts';

/** One feed of the site dies while the rest goes on. */
const feedDies = (name: string, signal: string, type: EventType): Cause => ({
  name,
  weight: 2,
  plan(scene, at, random) {
    const { site } = scene;
    const end = at + windowOf(site, signal) + Math.round(random.between(35, 70) * MINUTE);
    const gone = { start: at, end };
    if (!site.audit.critical_signals.includes(signal) || !scene.isSteady(gone)) return null;
    return {
      ...noTrouble,
      ...gone,
      cause: name,
      mutes: [{ ...gone, types: new Set([type]), person: null }],
      effects: [lowSignal(site, signal, gone), ...(type === 'device' ? devicesOffline(scene, gone) : [])],
    };
  },
});

export const phoneFeedDies = feedDies('phone feed down', 'phone_events', 'phone_event');
export const locationFeedDies = feedDies('location feed down', 'location_updates', 'location');
export const deviceFeedDies = feedDies('device feed down', 'device_heartbeats', 'device');
