import type { Check } from './check.ts';
import { activeHours } from './checks/active-hours.ts';
import { alertLoad } from './checks/alert-load.ts';
import { alertsOff } from './checks/alerts-off.ts';
import { anomaliesOff } from './checks/anomalies-off.ts';
import { anomalyFindings } from './checks/anomaly-findings.ts';
import { backups } from './checks/backups.ts';
import { clock } from './checks/clock.ts';
import { compliant } from './checks/compliant.ts';
import { disabled } from './checks/disabled.ts';
import { disk } from './checks/disk.ts';
import { falsePositives } from './checks/false-positives.ts';
import { gpsData } from './checks/gps-data.ts';
import { ledger } from './checks/ledger.ts';
import { maintenance } from './checks/maintenance.ts';
import { nextSlots } from './checks/next-slots.ts';
import { phoneData } from './checks/phone-data.ts';
import { quarantine } from './checks/quarantine.ts';
import { rules } from './checks/rules.ts';
import { schedule } from './checks/schedule.ts';
import { sites } from './checks/sites.ts';
import { sources } from './checks/sources.ts';
import { starts } from './checks/starts.ts';
import { switchedOff } from './checks/switched-off.ts';
import { tick } from './checks/tick.ts';
import { tooFewDays } from './checks/too-few-days.ts';
import { tooFewSamples } from './checks/too-few-samples.ts';
import { upkeep } from './checks/upkeep.ts';
import { variance } from './checks/variance.ts';
import { workers } from './checks/workers.ts';

/** Every known cause, by the question that leads to it, what explains others first. */
export const CHECKS: readonly Check[] = [
  tick,
  workers,
  starts,
  clock,
  sites,
  schedule,
  nextSlots,
  ledger,
  rules,
  upkeep,
  disk,
  backups,
  disabled,
  maintenance,
  activeHours,
  switchedOff,
  phoneData,
  gpsData,
  sources,
  quarantine,
  alertsOff,
  compliant,
  tooFewDays,
  tooFewSamples,
  variance,
  anomaliesOff,
  alertLoad,
  anomalyFindings,
  falsePositives,
];
