import type { Answer } from '#contract/index.ts';
import type { Cadence } from '#core/model/audit-config.ts';
import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

type Site = Answer<'sites.list'>[number];

/** What people call what audits do at a site. */
export const PHASE_WORD: Readonly<Record<Site['phase'], string>> = {
  AUDITED: 'audited',
  DISABLED: 'disabled',
  INACTIVE: 'inactive',
  MAINTENANCE: 'maintenance',
  OUTSIDE_HOURS: 'outside hours',
};

export const CADENCE_WORD: Readonly<Record<Cadence, string>> = {
  HEARTBEAT: 'heartbeat',
  COMPREHENSIVE: 'comprehensive',
  DEEP: 'deep',
};
/** For where there is room for one letter only. */
export const CADENCE_LETTER: Readonly<Record<Cadence, string>> = {
  HEARTBEAT: 'H',
  COMPREHENSIVE: 'C',
  DEEP: 'D',
};

type Head = { readonly word: string; readonly hint: string };

export const FLEET_WORDS = {
  title: 'Fleet',
  sites: (count: number) => counted(count, 'site'),
  someOf: (shown: number, all: number) => `${shown.toLocaleString(LOCALE)} of ${counted(all, 'site')}`,
  loading: 'Loading the fleet',
  failed: 'The fleet could not be loaded.',
  kept: 'Below is what was last known.',
  none: 'No sites yet.',
  noneHow:
    'Import a configuration file with your clients and sites (YAML, JSON or CSV). Audits begin at once.',
  noneFit: 'No site fits.',
  allQuiet: 'Every site is quiet.',
  showAll: 'Show all sites',
  import: 'Import',
  importHint: 'Sites, tours, people and runbooks from a file',
  report: 'Report',
  reportHint: 'What somebody saw or heard and no rule looks for',
  wall: 'Open wall board',
  wallHint: 'The fleet in a second window, large enough to be read across the room',
  search: 'Any words',
  searchLabel: 'Words in code, name, client, source or phase',
  client: 'Client',
  anyClient: 'Every client',
  phase: 'What audits do',
  anyPhase: 'Any phase',
  notNormal: 'Not normal',
  notNormalHint: 'Sites with open findings, a silent source, a late audit, or no audits',
  layout: 'Fleet as',
  tiles: 'Tiles',
  rows: 'Rows',
  layoutHint: 'Switches between tiles and rows',
  byClient: 'By client',
  byClientHint: 'Puts the tiles of a client together',
  grid: 'Sites as tiles',
  table: 'Fleet',
  tableRegion: 'Sites',
  actions: 'Actions',
  dismiss: 'Dismiss',
  audit: 'Audit now',
  auditing: 'Auditing…',
  auditHint: 'Audits the site now, all cadences, outside its slots',
  auditOf: (code: string, busy: boolean) => `${busy ? 'Auditing…' : 'Audit now'} ${code}`,
  page: (code: string) => `Open the page of ${code}`,
  findingsOf: (code: string) => `Show the findings of ${code}`,
  baselinesOf: (code: string) => `Show the baselines of ${code}`,
  quiet: 'Quiet',
  open: (count: number) => `${count.toLocaleString(LOCALE)} open`,
  suppressed: (count: number) => `${count.toLocaleString(LOCALE)} held back`,
  until: (time: string) => ` to ${time}`,
  untilTitle: (time: string) => `Until ${time}`,
  never: 'never',
  late: 'late',
  neverAudited: 'Never audited',
  lastAudit: (time: string) => `Last ${time}`,
  nextAudit: (time: string) => `next ${time}`,
  noNextAudit: 'no audit planned',
  noneStable: 'none',
  percent: (share: number) => `${Math.round(share)} %`,
  stableCells: (stable: number, all: number) => `${stable} of ${all} cells are stable. `,
  stableLabel: (share: string, code: string) => `${share} stable. Show the baselines of ${code}`,
  clientHead: (client: string, count: number) => `${client}: ${counted(count, 'site')}`,
  sourceWord: { HEALTHY: 'sources heard', NEVER: 'source never heard', NONE: 'no source', SILENT: 'silent' },
  sourceShort: { HEALTHY: 'heard', NEVER: 'never heard', NONE: 'none', SILENT: 'silent' },
  silentSince: (sources: string, time: string) => `${sources} silent since ${time}`,
  silentTitle: (sources: string, time: string) => `Silent: ${sources}, since ${time}`,
} as const;

/** Heads of the columns with what each says. */
export const HEAD: Readonly<Record<string, Head>> = {
  worst: { word: 'worst', hint: 'Worst open finding' },
  code: { word: 'site', hint: 'Code of the site' },
  name: { word: 'name', hint: 'Name of the site' },
  client: { word: 'client', hint: 'Client' },
  phase: { word: 'phase', hint: 'What audits do there now' },
  heartbeat: { word: 'heartbeat', hint: 'Age of the last heartbeat audit' },
  comprehensive: { word: 'compreh.', hint: 'Age of the last comprehensive audit' },
  deep: { word: 'deep', hint: 'Age of the last deep audit' },
  open: { word: 'open', hint: 'Open findings' },
  sources: { word: 'sources', hint: 'Whether the sources that serve the site are heard' },
  held: { word: 'held', hint: 'Breaches that maintenance holds back now' },
  alerts: { word: 'alerts', hint: 'Alerts in all' },
  stable: { word: 'stable', hint: 'Share of baseline cells that are stable; leads to the baselines' },
};

type Audited = Pick<Answer<'audit.run'>, 'total_findings' | 'opened' | 'suppressed' | 'errors'>;

/** What an audit by hand found, in a sentence. */
export function auditText(what: string, { total_findings, opened, suppressed, errors }: Audited): string {
  const found =
    total_findings === 0
      ? 'nothing is wrong'
      : `${counted(total_findings, 'thing')} wrong, ${opened.length} new`;
  const held = suppressed === 0 ? '' : `, ${suppressed} held back by maintenance`;
  const rules = [...new Set(errors.map((error) => error.rule))];
  const failed = rules.length === 0 ? '' : `. Failed rules: ${rules.join(', ')}`;
  return `${what} audited: ${found}${held}${failed}.`;
}
export const notAudited = (what: string, why: string): string => `${what} was not audited: ${why}`;
