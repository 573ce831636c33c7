import type { Checkup, CheckupTick } from '../model/checkup.ts';
import type { ReportDocument } from '../model/report.ts';
import type { EpochMs } from '../model/time.ts';
import { text } from './blocks.ts';
import { personText } from './finding-words.ts';
import { dayAndTime, spanText } from './times.ts';

export type CheckupFacts = {
  readonly checkup: Checkup;
  readonly span: { readonly from: EpochMs; readonly to: EpochMs };
  /** Of the installation. */
  readonly timezone: string;
  readonly made_at: EpochMs;
  readonly made_by: string;
  /** Code and name of the site, or the installation. */
  readonly subject: string;
  readonly mark: string | null;
};

/** A checkup as it is signed: each item with its figures as they were, and what was made of it. */
export const checkupReport = ({
  checkup,
  span,
  timezone,
  made_at,
  made_by,
  subject,
  mark,
}: CheckupFacts): ReportDocument => ({
  kind: 'checkup',
  title: checkup.kind === 'SITE' ? 'Weekly checkup' : 'Monthly checkup',
  ...{ subject, mark, made_at },
  span: spanText(span.from, span.to, timezone),
  made: `Signed by ${personText(made_by)}, ${dayAndTime(made_at, timezone)}`,
  sections: [
    ...checkup.items.map(({ name, title, question, blocks }) => ({
      heading: title,
      blocks: [
        text(question),
        text(
          tickText(
            checkup.ticks.find(({ item }) => item === name),
            timezone,
          ),
        ),
        ...blocks,
      ],
    })),
    {
      heading: 'Signature',
      blocks: [
        {
          kind: 'signatures' as const,
          signatures: [{ role: 'Looked at by', name: null, at: null, note: null }],
        },
      ],
    },
  ],
});

function tickText(tick: CheckupTick | undefined, timezone: string): string {
  if (tick === undefined) return 'Nobody has looked at it.';
  const outcome = tick.outcome === 'FINE' ? 'Nothing to do' : 'To do';
  const note = tick.note === null ? '' : `: ${tick.note}`;
  return `${outcome}${note} (${personText(tick.by)}, ${dayAndTime(tick.at, timezone)})`;
}
