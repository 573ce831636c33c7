import type { AuditConfig, Cadence } from '#core/model/audit-config.ts';
import type { EpochMs } from '#core/model/time.ts';
import { HOUR, MINUTE } from '#core/model/time.ts';

/** How long one round of a cadence lasts at a site, in ms. */
export function periodOf(audit: AuditConfig, cadence: Cadence): number {
  switch (cadence) {
    case 'HEARTBEAT':
      return audit.heartbeat_frequency_minutes * MINUTE;
    case 'COMPREHENSIVE':
      return audit.audit_frequency_minutes * MINUTE;
    case 'DEEP':
      return audit.deep_audit_frequency_hours * HOUR;
  }
}

/** The newest slot at or before `at`. Slots are k · period + phase, in epoch UTC. */
export const slotAt = (periodMs: number, phaseMs: number, at: EpochMs): EpochMs =>
  Math.floor((at - phaseMs) / periodMs) * periodMs + phaseMs;

/** The first slot after `after`. */
export const nextSlot = (periodMs: number, phaseMs: number, after: EpochMs): EpochMs =>
  slotAt(periodMs, phaseMs, after) + periodMs;
