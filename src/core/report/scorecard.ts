import type { ReportDocument, ReportSignature } from '../model/report.ts';
import type { EpochMs } from '../model/time.ts';
import { left, right, table, text } from './blocks.ts';
import { personText } from './finding-words.ts';
import {
  CLIENT_INDICATORS,
  clientFigures,
  type ScoredIndicator,
  targetText,
  told,
  typeText,
  valueText,
} from './indicator-words.ts';
import { dayAndTime } from './times.ts';
import { type ChangeFacts, type Tally, whatChanged } from './what-changed.ts';

export type ScorecardFacts = Omit<ChangeFacts, 'before_name'> & {
  readonly at: EpochMs;
  readonly timezone: string;
  readonly made_by: string;
  readonly mark: string | null;
  /** Name and code. */
  readonly client: string;
  /** `November 2026`. */
  readonly month: string;
  readonly before_name: string;
  /** The first thirty days of the client's sites; null: the month lies within them. */
  readonly first: readonly ScoredIndicator[] | null;
  readonly site_names: ReadonlyMap<string, string>;
  /** Findings of each week of the month, by its first day. */
  readonly weeks: readonly { readonly label: string; readonly value: number }[];
  readonly signatures: readonly ReportSignature[];
};

/** A client's month on two pages: what changed and why, the indicators against last month, the target and the first 30 days, and where it happened. */
export function scorecardReport(facts: ScorecardFacts): ReportDocument {
  const { at, timezone, made_by, mark, client, month, now, types, weeks } = facts;
  return {
    kind: 'scorecard',
    title: 'Monthly scorecard',
    ...{ subject: client, span: month, mark, made_at: at },
    made: `Made by ${personText(made_by)}, ${dayAndTime(at, timezone)}`,
    sections: [
      { heading: 'What changed', blocks: whatChanged(facts).map(text) },
      { heading: 'Indicators', blocks: [{ kind: 'figures', figures: clientFigures(now) }] },
      { heading: 'Against before', blocks: [against(facts)] },
      {
        heading: 'Findings',
        blocks: [
          { kind: 'bars', title: 'By week', unit: 'findings', bars: weeks, target: null },
          {
            ...{ kind: 'bars', title: 'By type', unit: 'findings', target: null },
            bars: busiest(types).map(({ key, now: value }) => ({ label: typeText(key), value })),
          },
        ],
      },
      { heading: 'Sites', blocks: [siteTable(facts)] },
      { heading: 'Released by', blocks: [{ kind: 'signatures', signatures: facts.signatures }] },
    ],
  };
}

const MOST_BARS = 10;
const busiest = (tallies: readonly Tally[]): readonly Tally[] =>
  tallies
    .filter(({ now }) => now > 0)
    .toSorted((a, b) => b.now - a.now || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_BARS);

function against({ now, before, first, before_name, month }: ScorecardFacts) {
  const in_ = (list: readonly ScoredIndicator[] | null, name: string): string => {
    const found = list?.find((each) => each.name === name);
    return found === undefined ? '' : valueText(found);
  };
  return table(
    told(now),
    [
      left('Indicator', 30, ({ name }) => CLIENT_INDICATORS[name] ?? name),
      right(month, 16, valueText),
      right(before_name, 16, ({ name }) => in_(before, name)),
      right('First 30 days', 14, ({ name }) => in_(first, name)),
      right('Cases', 10, ({ n }) => String(Math.round(n))),
      left('Target', 20, (indicator) => targetText(indicator).replace('target: ', '')),
      left('Status', 14, ({ status }) => status ?? ''),
    ],
    { empty: 'There are no indicators of this month.' },
  );
}

const siteTable = ({ sites, site_names, month, before_name }: ScorecardFacts) =>
  table(
    sites.toSorted((a, b) => b.now - a.now || (a.key < b.key ? -1 : 1)),
    [
      left('Site', 20, ({ key }) => key),
      left('Name', 40, ({ key }) => site_names.get(key) ?? ''),
      right(month, 20, ({ now }) => String(now)),
      right(before_name, 20, ({ before }) => String(before)),
    ],
    { empty: 'The client has no sites.', most: 500 },
  );
