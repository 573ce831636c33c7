import { flatMapSteps, type Steps } from '#core/kit/steps.ts';
import { BUILT_IN_SIGNALS } from '#core/model/event.ts';
import { type AcrossProblem, problemAt } from './across-problem.ts';
import type { MergedScope } from './merge.ts';
import { type AuditOutline, outlineAudit } from './outline.ts';
import { type DocumentPath, describeValue } from './problem.ts';
import { recordKey } from './records.ts';
import { didYouMean } from './spelling.ts';

/** Every signal that an audit block names is built in, or a custom metric of its own scope or of one above. */
export function* checkSignals(merged: readonly MergedScope[]): Steps<readonly AcrossProblem[]> {
  const byKey = new Map(merged.map((scope) => [recordKey(scope), scope]));
  return yield* flatMapSteps(merged, (scope) => {
    const lineage = lineageOf(scope, byKey);
    const known = new Set<string>([...BUILT_IN_SIGNALS, ...lineage.flatMap(metricsOf)]);
    return namedSignals(outlineAudit(scope.fields))
      .filter(({ name }) => !known.has(name))
      .flatMap(({ name, path }) => unknownSignal(lineage, name, path, known));
  });
}

/** The scope itself, then its client, then its tenant. */
function lineageOf(scope: MergedScope, byKey: ReadonlyMap<string, MergedScope>): readonly MergedScope[] {
  const { tenant, parent } = scope;
  const above =
    scope.scope === 'SITE'
      ? [
          byKey.get(recordKey({ scope: 'CLIENT', tenant, code: parent ?? '' })),
          byKey.get(recordKey({ scope: 'TENANT', tenant, code: tenant })),
        ]
      : scope.scope === 'CLIENT'
        ? [byKey.get(recordKey({ scope: 'TENANT', tenant, code: tenant }))]
        : [];
  return [scope, ...above.filter((found) => found !== undefined)];
}

const metricsOf = ({ fields }: MergedScope): readonly string[] =>
  outlineAudit(fields).custom_metrics.flatMap((metric) => metric?.name ?? []);

const namedSignals = (audit: AuditOutline): readonly { name: string; path: DocumentPath }[] => [
  ...audit.critical_signals.flatMap((name, index) =>
    name === null ? [] : [{ name, path: ['critical_signals', index] }],
  ),
  ...audit.signal_thresholds.map((name) => ({ name, path: ['signal_thresholds', name] })),
  ...audit.sensitivity
    .filter((name) => name !== 'default')
    .map((name) => ({ name, path: ['sensitivity', name] })),
];

/** Told at the name itself; where that is stored and not in the file, at the nearest written block, which took the metric away. */
function unknownSignal(
  lineage: readonly MergedScope[],
  name: string,
  path: DocumentPath,
  known: ReadonlySet<string>,
): readonly AcrossProblem[] {
  const writer = lineage.find(({ written }) => written?.fields.audit !== undefined);
  if (writer?.written === undefined || writer.written === null) return [];
  const user = lineage[0];
  if (writer === user) {
    const expected = didYouMean('a built-in signal or a custom metric in scope', name, known);
    return [problemAt(writer.written, ['audit', ...path], describeValue(name), expected)];
  }
  const expected = `the custom metric ${name}, because ${user?.scope.toLowerCase()} ${user?.code} names it`;
  return [problemAt(writer.written, ['audit', 'custom_metrics'], 'no such metric', expected)];
}
