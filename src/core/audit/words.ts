import type { AuditConfig } from '#core/model/audit-config.ts';
import type { Site } from '#core/model/site.ts';

const NAMES: Readonly<Record<string, string>> = {
  phone_events: 'Phone activity',
  location_updates: 'GPS updates',
  tour_checkpoints: 'Checkpoint scans',
  task_completions: 'Task completions',
  device_heartbeats: 'Device heartbeats',
  tour_completion: 'Tour completions',
};

/** A signal as people call it; a custom metric is called by its own name: `door_opens` is `Door opens`. */
export const signalName = (signal: string): string =>
  NAMES[signal] ?? `${signal.charAt(0).toUpperCase()}${signal.slice(1).replaceAll('_', ' ')}`;

/** The scope that set a field, with its code: `CLIENT RIVERBANK`, or `DEFAULT`. */
export function setAt(site: Site, audit: AuditConfig, field: string): string {
  switch (audit.scopes[field]) {
    case 'SITE':
      return `SITE ${site.code}`;
    case 'CLIENT':
      return `CLIENT ${site.client}`;
    case 'TENANT':
      return `TENANT ${site.tenant}`;
    default:
      return 'DEFAULT';
  }
}

/** The scope that set the sensitivity of a metric: by its name, or for all metrics together. */
export function sensitivitySetAt(site: Site, audit: AuditConfig, metric: string): string {
  const own = `sensitivity.${metric}`;
  return setAt(site, audit, audit.scopes[own] === undefined ? 'sensitivity' : own);
}

/** `1 min`, `65 min`, `3 h 10`: a span in words, rounded down to minutes. */
export function spanInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${String(rest).padStart(2, '0')}`;
}
