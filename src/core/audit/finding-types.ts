import { BASELINE_SIGNALS, BUILT_IN_SIGNALS } from '#core/model/event.ts';
import { RULES } from './registry.ts';
import { typeOf as anomalyOf } from './rules/anomaly.ts';
import { typeOf as lowOf } from './rules/critical-signal-low.ts';

/** Every type that a finding may have, with the metrics that the sites define themselves; in the order of the alphabet. */
export function findingTypes(customMetrics: Iterable<string>): readonly string[] {
  const own = [...new Set(customMetrics)];
  const plain = RULES.map(({ type }) => type).filter((type) => !type.includes('*'));
  const signals = [...BUILT_IN_SIGNALS, ...own].map(lowOf);
  const metrics = [...BASELINE_SIGNALS, ...own].flatMap((metric) => [
    anomalyOf(metric, 'BELOW'),
    anomalyOf(metric, 'ABOVE'),
  ]);
  return [...new Set([...plain, ...signals, ...metrics])].sort();
}
