import type { Finding } from '../model/finding.ts';
import type { ReportDocument } from '../model/report.ts';
import type { EpochMs } from '../model/time.ts';
import { counted, figure, figures, left, right, table } from './blocks.ts';
import { DISPOSITION_WORDS, personText, severityText, siteText } from './finding-words.ts';
import { dayAndTime, durationText } from './times.ts';

/** A finding in a list on paper. */
export type ListedFinding = Pick<
  Finding,
  | 'site'
  | 'severity'
  | 'title'
  | 'finding_type'
  | 'detected_at'
  | 'acknowledged_at'
  | 'resolved_at'
  | 'resolved_by'
  | 'disposition'
  | 'resolution_note'
> & { readonly site_name: string | null };

export type HistoryFacts = {
  readonly at: EpochMs;
  readonly timezone: string;
  readonly made_by: string;
  readonly mark: string | null;
  /** What was asked for, in words. */
  readonly subject: string;
  readonly span: string;
  /** In the order of their detection. */
  readonly findings: readonly ListedFinding[];
  /** How many there are; the list may hold less. */
  readonly total: number;
};

/** A list of findings with what became of each. */
export function historyReport(facts: HistoryFacts): ReportDocument {
  const { at, timezone, made_by, findings, total } = facts;
  const time = (instant: EpochMs) => dayAndTime(instant, timezone);
  return {
    kind: 'history',
    title: 'Findings',
    ...{ subject: facts.subject, span: facts.span, mark: facts.mark, made_at: at },
    made: `Made by ${personText(made_by)}, ${time(at)}`,
    sections: [
      { heading: 'At a glance', blocks: [glance(facts)] },
      {
        heading: counted(total, 'finding'),
        blocks: [
          table(
            findings,
            [
              left('Detected', 15, ({ detected_at }) => time(detected_at)),
              left('Severity', 12, ({ severity }) => severityText(severity)),
              left('Site', 17, (row) => siteText(row.site, row.site_name)),
              left('Finding', 25, ({ title }) => title),
              right('Acknowledged', 11, ({ detected_at, acknowledged_at }) =>
                after(detected_at, acknowledged_at),
              ),
              right('Resolved', 10, ({ detected_at, resolved_at }) => after(detected_at, resolved_at)),
              left('By', 12, ({ resolved_by }) => personText(resolved_by)),
              left('As', 20, ({ disposition, resolution_note }) =>
                [disposition === null ? '' : DISPOSITION_WORDS[disposition], resolution_note ?? '']
                  .filter(Boolean)
                  .join(': '),
              ),
            ],
            { empty: 'No finding matches.', total },
          ),
        ],
      },
    ],
  };
}

const after = (from: EpochMs, to: EpochMs | null): string =>
  to === null ? '' : `after ${durationText(to - from)}`;

function glance({ findings }: HistoryFacts) {
  const by = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).length;
  return figures([
    figure('critical', by('CRITICAL')),
    figure('high', by('HIGH')),
    figure('medium', by('MEDIUM')),
    figure('low', by('LOW')),
    figure('not resolved', findings.filter(({ resolved_at }) => resolved_at === null).length),
    figure('false positives', findings.filter(({ disposition }) => disposition === 'FALSE_POSITIVE').length),
  ]);
}
