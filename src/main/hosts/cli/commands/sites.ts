import type { Answer } from '#contract/index.ts';
import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import type { Command } from '../command.ts';
import { isoOrNull } from '../instants.ts';
import type { Column } from '../output.ts';
import { DONE } from '../usage.ts';

type SiteRow = Answer<'sites.list'>[number];
type PerCadence<T> = Readonly<Record<Cadence, T>>;

const asIso = (instants: PerCadence<number | null>): PerCadence<string | null> => ({
  HEARTBEAT: isoOrNull(instants.HEARTBEAT),
  COMPREHENSIVE: isoOrNull(instants.COMPREHENSIVE),
  DEEP: isoOrNull(instants.DEEP),
});

const printed = (row: SiteRow) => ({
  ...row,
  phase_until: isoOrNull(row.phase_until),
  last_audit_at: asIso(row.last_audit_at),
  next_slot: asIso(row.next_slot),
});
type Printed = ReturnType<typeof printed>;

const COLUMNS: readonly Column<Printed>[] = [
  { title: 'SITE', of: (row) => row.code },
  { title: 'PHASE', of: (row) => row.phase },
  ...CADENCES.map((cadence) => ({
    title: `LAST ${cadence}`,
    of: (row: Printed) => row.last_audit_at[cadence],
  })),
  { title: 'NEXT HEARTBEAT', of: (row) => row.next_slot.HEARTBEAT },
  { title: 'AUDITS', of: (row) => row.total_audits_run },
  { title: 'FINDINGS', of: (row) => row.total_findings },
  { title: 'OPEN', of: (row) => row.open_findings },
  { title: 'ALERTS', of: (row) => row.alerts },
  {
    title: 'STABLE',
    of: (row) => `${row.stable_cells}/${row.total_cells} (${Math.round(row.stable_pct)} %)`,
  },
  { title: 'TOO LITTLE DATA', of: (row) => row.thin_metrics.join(' ') || null },
];

/** Every site with what the engine did there. */
export const sitesCommand: Command = {
  usage: 'vigil sites [--tenant CODE] [--client CODE] [--db FILE] [--json]',
  operands: false,
  options: { tenant: { type: 'string' }, client: { type: 'string' } },
  async run(given, { output, ask }) {
    const tenant = given.text('tenant');
    const client = given.text('client');
    const rows = await ask('sites.list', {
      ...(tenant === undefined ? {} : { tenant }),
      ...(client === undefined ? {} : { client }),
    });
    output.records(rows.map(printed), COLUMNS);
    return DONE;
  },
};
