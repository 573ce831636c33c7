import type { Answer } from '#contract/index.ts';
import { SITES_A_PAGE } from '#contract/sites.ts';
import { CADENCES, type Cadence } from '#core/model/audit-config.ts';
import type { Given } from '../arguments.ts';
import type { Command, CommandContext } from '../command.ts';
import { isoOrNull } from '../instants.ts';
import type { Column } from '../output.ts';
import { DONE, type ExitCode, UsageError } from '../usage.ts';
import { exportSites, showHistory, undoVersion } from './site-versions.ts';

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

/** Every site with what the engine did there, and the versions of their configuration. */
export const sitesCommand: Command = {
  usage: [
    'vigil sites [--tenant CODE] [--client CODE]',
    'vigil sites history [VERSION] [--limit 50]',
    'vigil sites undo VERSION [--reason R] [--user U] [--dry-run]',
    'vigil sites export [--tenant CODE] [--client CODE] [--site CODE] [--format yaml|json] [--out FILE] [--db FILE] [--json]',
  ].join(' | '),
  operands: true,
  options: {
    tenant: { type: 'string' },
    client: { type: 'string' },
    site: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    limit: { type: 'string' },
    reason: { type: 'string' },
    user: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  run(given, context) {
    const [action, version, ...rest] = given.positionals;
    if (rest.length > 0) throw new UsageError(`What is ${rest.join(' ')}?`);
    if (action === undefined) return listSites(given, context);
    if (action === 'history') return showHistory(versionOf(version), given, context);
    if (action === 'undo') return undoVersion(versionOf(version), given, context);
    if (version !== undefined) throw new UsageError(`What is ${version}?`);
    if (action === 'export') return exportSites(given, context);
    throw new UsageError('Say history, undo or export, or nothing for the list.');
  },
};

function versionOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,14}$/.test(text))
    throw new UsageError(`${text} is no version: expected a whole number from 1.`);
  return Number(text);
}

async function listSites(given: Given, { output, ask }: CommandContext): Promise<ExitCode> {
  const tenant = given.text('tenant');
  const client = given.text('client');
  const place = {
    ...(tenant === undefined ? {} : { tenant }),
    ...(client === undefined ? {} : { client }),
  };
  const rows: SiteRow[] = [];
  for (let after: string | undefined; ; after = rows.at(-1)?.code) {
    const page = await ask('sites.list', after === undefined ? place : { ...place, after });
    rows.push(...page);
    if (page.length < SITES_A_PAGE) break;
  }
  output.records(rows.map(printed), COLUMNS);
  return DONE;
}
