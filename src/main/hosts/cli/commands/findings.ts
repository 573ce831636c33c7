import type { Finding } from '#core/model/finding.ts';
import { type FindingRecord, findingRecord, findingWithEvidence } from '#core/model/finding-record.ts';
import { type Command, type CommandContext, Failure } from '../command.ts';
import { FILTER_OPTIONS, FILTER_USAGE, type FindingFilter, filterOf } from '../finding-filter.ts';
import type { Column } from '../output.ts';
import { DONE, type ExitCode } from '../usage.ts';

const PAGE = 500;
/** A finding with its evidence may be a hundred times as large. */
const PAGE_WITH_EVIDENCE = 50;

/** Every finding that the filter lets through, in the order of detected_at then id; or how many by type or site. */
export const findingsCommand: Command = {
  usage: `vigil findings ${FILTER_USAGE} [--evidence] [--count-by type|site] [--db FILE] [--json]`,
  operands: false,
  options: { ...FILTER_OPTIONS, evidence: { type: 'boolean' }, 'count-by': { type: 'string' } },
  run: (given, context) => {
    const by = given.oneOf('count-by', ['type', 'site'] as const);
    const filter = filterOf(given);
    return by === undefined ? list(filter, given.flag('evidence'), context) : count(filter, by, context);
  },
};

async function count(
  filter: FindingFilter,
  by: 'type' | 'site',
  { output, ask }: CommandContext,
): Promise<ExitCode> {
  const counts = await ask('findings.count', { filter, by });
  output.records(
    counts.map(({ key, count: findings }) => ({ [by]: key, count: findings })),
    [
      { title: by.toUpperCase(), of: (row) => row[by] ?? null },
      { title: 'FINDINGS', of: ({ count: findings }) => findings ?? null },
    ],
  );
  return DONE;
}

async function list(filter: FindingFilter, evidence: boolean, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  const found: FindingRecord[] = [];
  for await (const finding of exported(filter, evidence, context)) {
    if (!output.json) found.push(findingRecord(finding));
    else output.records([evidence ? findingWithEvidence(finding) : findingRecord(finding)], []);
  }
  if (!output.json) output.records(found, COLUMNS);
  return DONE;
}

/** Pages by key, so that nothing is told twice or left out while the engine goes on. */
async function* exported(
  filter: FindingFilter,
  evidence: boolean,
  { parts, file, output }: CommandContext,
): AsyncGenerator<Finding> {
  const connection = await parts.connect({ file, user: null, progress: output.tell });
  const limit = evidence ? PAGE_WITH_EVIDENCE : PAGE;
  try {
    let after: { detected_at: number; id: string } | null = null;
    for (let more = true; more; ) {
      const reply: Awaited<ReturnType<typeof connection.call<'findings.export'>>> = await connection.call(
        'findings.export',
        { filter, after, limit, evidence },
      );
      if (!reply.ok) throw new Failure(reply.fault);
      yield* reply.value.findings;
      const last = reply.value.findings.at(-1);
      after = last === undefined ? null : { detected_at: last.detected_at, id: last.id };
      more = reply.value.more && after !== null;
    }
  } finally {
    await connection.close();
  }
}

const COLUMNS: readonly Column<FindingRecord>[] = [
  { title: 'ID', of: (finding) => finding.id },
  { title: 'DETECTED', of: (finding) => finding.detected_at },
  { title: 'SEVERITY', of: (finding) => finding.severity },
  { title: 'STATUS', of: (finding) => finding.status },
  { title: 'CONDITION', of: (finding) => finding.condition },
  { title: 'SITE', of: (finding) => finding.site },
  { title: 'TYPE', of: (finding) => finding.finding_type },
  { title: 'SUBJECT', of: (finding) => finding.subject || null },
  { title: 'MESSAGE', of: (finding) => finding.message },
];
