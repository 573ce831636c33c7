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
  usage: `vigil findings ${FILTER_USAGE} [--evidence] [--count-by type|site] [--without-archive] [--db FILE] [--json]`,
  operands: false,
  options: {
    ...FILTER_OPTIONS,
    evidence: { type: 'boolean' },
    'count-by': { type: 'string' },
    'without-archive': { type: 'boolean' },
  },
  run: (given, context) => {
    const by = given.oneOf('count-by', ['type', 'site'] as const);
    const filter = filterOf(given);
    // What was moved to the archive while this reads is told once: the archive is asked last.
    const filters = given.flag('without-archive')
      ? [filter]
      : [filter, { ...filter, archived: true as const }];
    return by === undefined ? list(filters, given.flag('evidence'), context) : count(filters, by, context);
  },
};

async function count(
  filters: readonly FindingFilter[],
  by: 'type' | 'site',
  { output, ask }: CommandContext,
): Promise<ExitCode> {
  const sums = new Map<string | null, number>();
  for (const filter of filters)
    for (const { key, count: findings } of await ask('findings.count', { filter, by }))
      sums.set(key, (sums.get(key) ?? 0) + findings);
  output.records(
    [...sums]
      .map(([key, findings]) => ({ [by]: key, count: findings }))
      .sort((a, b) => b.count - a.count || (String(a[by]) < String(b[by]) ? -1 : 1)),
    [
      { title: by.toUpperCase(), of: (row) => row[by] ?? null },
      { title: 'FINDINGS', of: ({ count: findings }) => findings ?? null },
    ],
  );
  return DONE;
}

async function list(
  filters: readonly FindingFilter[],
  evidence: boolean,
  context: CommandContext,
): Promise<ExitCode> {
  const { output } = context;
  const found: FindingRecord[] = [];
  for await (const finding of inOrder(filters.map((filter) => exported(filter, evidence, context)))) {
    if (!output.json) found.push(findingRecord(finding));
    else output.records([evidence ? findingWithEvidence(finding) : findingRecord(finding)], []);
  }
  if (!output.json) output.records(found, COLUMNS);
  return DONE;
}

/** Findings of several lists, each in order, as one in order: by detected_at, then id. What is in two of them is told once. */
async function* inOrder(lists: readonly AsyncGenerator<Finding>[]): AsyncGenerator<Finding> {
  const heads = await Promise.all(lists.map(async (list) => ({ list, next: await list.next() })));
  let last = '';
  for (;;) {
    const waiting = heads.filter(({ next }) => next.done !== true);
    const first = waiting.reduce<(typeof heads)[number] | null>(
      (least, head) => (least === null || isBefore(head.next.value, least.next.value) ? head : least),
      null,
    );
    if (first === null) return;
    const finding: Finding = first.next.value;
    if (finding.id !== last) yield finding;
    last = finding.id;
    first.next = await first.list.next();
  }
}

const isBefore = (a: Finding, b: Finding): boolean =>
  a.detected_at < b.detected_at || (a.detected_at === b.detected_at && a.id < b.id);

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
