import { type EpochMs, type Interval, MINUTE } from '#core/model/time.ts';
import type { Effect, Scene } from './trouble.ts';

const OFFLINE_AFTER = 30 * MINUTE;

/** Code of the device that a person carries; null without one. */
export const deviceOf = ({ site }: Scene, person: string): string | null =>
  site.devices.find((device) => device.person === person)?.code ?? null;

/** A device that says nothing during a span, while its person goes on. */
export const deviceOffline = (device: string, person: string, gone: Interval): Effect => ({
  finding_type: 'DEVICE_OFFLINE',
  subject: `device:${device}`,
  severity: 'MEDIUM',
  exempt: false,
  span: (history) => {
    const due = history.before(`device ${person}`, gone.start) + OFFLINE_AFTER;
    return {
      start: history.from(`life ${person}`, due) ?? Number.NEGATIVE_INFINITY,
      end: history.from(`device ${person}`, gone.end),
    };
  },
});

/** The devices of everybody on duty say nothing during a span. */
export const devicesOffline = (scene: Scene, gone: Interval): readonly Effect[] =>
  scene.onDuty(gone.start).flatMap((person) => {
    const device = deviceOf(scene, person);
    return device === null ? [] : [deviceOffline(device, person, gone)];
  });

/** A battery that is low from one instant until another, as the device tells it. */
export const batteryLow = (device: string, person: string, from: EpochMs, to: EpochMs): Effect => ({
  finding_type: 'DEVICE_BATTERY_LOW',
  subject: `device:${device}`,
  severity: 'LOW',
  exempt: false,
  span: (history) => ({
    start: history.from(`device ${person}`, from) ?? Number.NEGATIVE_INFINITY,
    end: history.from(`device ${person}`, to),
  }),
});
