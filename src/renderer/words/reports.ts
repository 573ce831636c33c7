import { counted } from './codes.ts';

/** Reports that people read. */
export const reportWords = {
  title: 'Reports',
  kind: 'Report',
  kinds: { handover: 'Shift handover', history: 'Findings', scorecard: 'Scorecard', dashboard: 'Dashboard' },
  since: 'Since',
  hours: (hours: number) => `the last ${counted(hours, 'hour')}`,
  days: (days: number) => `the last ${counted(days, 'day')}`,
  desk: 'Desk',
  allSites: 'all that I may see',
  /** Beside the name of the report of findings. */
  asFiltered: 'as the feed is filtered, resolved ones too',
  make: 'Make it again',
  print: 'Save as PDF',
  csv: 'Save as CSV',
  loading: 'The report is being made',
  printing: 'Setting it in type…',
  failed: 'The report could not be made.',
  kept: 'Below is the one before it.',
  page: 'Report',
  nobodyYet: (role: string) => `${role}: not signed yet`,
  signed: (role: string, name: string, at: string) => `${role}: ${name}, ${at}`,
  more: (count: number) => `… and ${count} more.`,
  bar: (value: number, unit: string) => `${value} ${unit}`,
} as const;
