import type { DeviceReadings, DeviceReport } from '../devices.ts';
import type { Breach, Rule } from '../rule.ts';

const TYPE = 'DEVICE_BATTERY_LOW';
/** Percent; at this and below the battery is low. */
export const LOW_BATTERY = 15;

type Told = DeviceReport & { readonly battery: number };

/** Fires while the newest battery reading of a device is at most 15 %. Two audits above it clear the finding; without a reading it stays. */
export const deviceBatteryLow: Rule = {
  type: TYPE,
  category: () => 'DEVICE_HEALTH',
  cadence: 'HEARTBEAT',
  exempt: false,
  needs: ['devices'],
  owns: (findingType) => findingType === TYPE,
  evaluate({ devices, first_slot }, _audit, now) {
    const breaches: Breach[] = [];
    const unknown: { finding_type: string; subject: string }[] = [];
    for (const device of devices) {
      const told = device.reports.filter((report): report is Told => report.battery !== null);
      const newest = told.at(-1);
      if (newest === undefined || first_slot === null) {
        unknown.push({ finding_type: TYPE, subject: `device:${device.code}` });
      } else if (newest.battery <= LOW_BATTERY)
        breaches.push(breachOf(device, told, newest, first_slot, now));
    }
    return { breaches, settled: [], unknown };
  },
};

function breachOf(
  { code, person }: DeviceReadings,
  told: readonly Told[],
  newest: Told,
  first_slot: number,
  now: number,
): Breach {
  const enough = told.findLastIndex(({ battery }) => battery > LOW_BATTERY);
  const since = told[enough + 1] ?? newest;
  return {
    finding_type: TYPE,
    subject: `device:${code}`,
    severity: 'LOW',
    condition_started_at: Math.min(now, Math.max(since.ts, first_slot)),
    title: `Battery of ${code} low`,
    message: `${newest.battery} %`,
    explanation: {
      rule: TYPE,
      text: `The last battery reading of ${code}${person === null ? '' : `, carried by ${person},`} was ${newest.battery} %; low is ${LOW_BATTERY} % and less.`,
      values: [{ name: 'battery', value: newest.battery, unit: '%', limit: LOW_BATTERY }],
      since: newest.ts,
      clears_when: `${code} reports more than ${LOW_BATTERY} % in two audits in a row.`,
    },
  };
}
