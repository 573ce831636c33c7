const PATTERN = /^ANOMALY_(.+)_(?:BELOW|ABOVE)$/;

/** The metric that an anomaly's type names; null for any other type. */
export const metricOf = (findingType: string): string | null =>
  PATTERN.exec(findingType)?.[1]?.toLowerCase() ?? null;

/** Whether a finding says that a metric was far from its baseline. */
export const isAnomaly = (findingType: string): boolean => metricOf(findingType) !== null;
