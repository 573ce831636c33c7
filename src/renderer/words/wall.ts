import { counted } from './codes.ts';
import { LOCALE } from './measures.ts';

/** The wall board: read across the room, so as few words as there can be. */
export const WALL = {
  title: 'Vigil wall board',
  brand: 'Vigil',
  demo: 'DEMO',
  loading: 'Loading…',
  quiet: 'All quiet.',
  audited: '{sites} audited, last at {at}.',
  sites: (count: number) => counted(count, 'site'),
  waiting: (count: number) => `${counted(count, 'site waits', 'sites wait')} for the first audit.`,
  noSites: 'There are no sites yet.',
  running: 'engine running',
  sources: (silent: number) => `▲ ${counted(silent, 'source')} silent`,
  flood: (alarms: number) => `▲ Flood: ${counted(alarms, 'alarm')} in 10 min`,
  stale: (at: string, age: string) => `▲ Old: last update ${at}, ${age} ago. The engine is not answering.`,
  never: '▲ The engine is not answering.',
  page: (page: number, pages: number) => `${page} of ${pages}`,
  more: (count: number) => `+${count.toLocaleString(LOCALE)}`,
  moreTitle: (count: number) => `${count} more at this site`,
  beyond: (count: number) => `and ${counted(count, 'finding')} more`,
  installation: 'Vigil',
  nobody: 'nobody yet',
  counts: 'Open findings by severity',
  tiles: 'Sites with open findings, worst first',
  blocked: 'The browser blocked the wall board: allow pop-up windows for this address, then open it again.',
  refused: (why: string) => `The wall board was not opened: ${why}`,
  noSession: 'this page has no session. Open the printed address again.',
} as const;
