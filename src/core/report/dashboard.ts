import type { FindingSeverity } from '../model/finding.ts';
import { SEVERITIES } from '../model/finding.ts';
import type { ReportDocument } from '../model/report.ts';
import type { EpochMs } from '../model/time.ts';
import { figure, figures, left, right, table } from './blocks.ts';
import { severityText } from './finding-words.ts';
import { clientFigures, type ScoredIndicator, typeText } from './indicator-words.ts';
import { dayAndTime } from './times.ts';

/** One site as a client sees it. */
export type ClientSite = {
  readonly code: string;
  readonly name: string;
  readonly open: Readonly<Record<FindingSeverity, number>>;
  /** Findings of the span. */
  readonly found: number;
};
export type DashboardFacts = {
  readonly at: EpochMs;
  readonly timezone: string;
  readonly mark: string | null;
  /** Name and code. */
  readonly client: string;
  /** Days that it looks back. */
  readonly days: number;
  readonly indicators: readonly ScoredIndicator[];
  readonly sites: readonly ClientSite[];
  readonly types: readonly { readonly key: string; readonly count: number }[];
  readonly per_week: readonly { readonly label: string; readonly value: number }[];
};

const MOST_BARS = 10;

/** How a client's sites stand, for the client: no name and no code of a person, and nothing that somebody wrote. */
export function dashboardReport({
  at,
  timezone,
  mark,
  client,
  days,
  ...facts
}: DashboardFacts): ReportDocument {
  const { indicators, sites, types, per_week } = facts;
  const open = (severity: FindingSeverity) => sites.reduce((sum, site) => sum + site.open[severity], 0);
  return {
    kind: 'dashboard',
    title: 'Site dashboard',
    ...{ subject: client, mark, made_at: at },
    span: `The last ${days} days`,
    made: `As of ${dayAndTime(at, timezone)}`,
    sections: [
      {
        heading: 'Now',
        blocks: [
          figures([
            figure('sites', sites.length),
            ...SEVERITIES.map((severity) => figure(severityText(severity), open(severity), 'open')),
          ]),
        ],
      },
      { heading: 'Indicators', blocks: [figures(clientFigures(indicators))] },
      {
        heading: 'Findings',
        blocks: [
          { kind: 'bars', title: 'By week', unit: 'findings', bars: per_week, target: null },
          {
            ...{ kind: 'bars', title: 'By type', unit: 'findings', target: null },
            bars: types.slice(0, MOST_BARS).map(({ key, count }) => ({ label: typeText(key), value: count })),
          },
        ],
      },
      {
        heading: 'Sites',
        blocks: [
          table(
            sites,
            [
              left('Site', 16, ({ code }) => code),
              left('Name', 28, ({ name }) => name),
              ...SEVERITIES.map((severity) =>
                right<ClientSite>(`Open ${severity}`, 12, (site) => String(site.open[severity])),
              ),
              right('Found', 10, ({ found }) => String(found)),
            ],
            { empty: 'There are no sites.', most: 1_000 },
          ),
        ],
      },
    ],
  };
}
