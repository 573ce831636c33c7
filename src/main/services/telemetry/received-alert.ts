import { STREAM } from '#core/model/event.ts';
import { type AlertFields, type AlertReport, alertReport } from '#core/telemetry/alert-report.ts';
import type { EventRow, Registry } from '#main/ports/store.ts';

type Detail = {
  readonly severity?: unknown;
  readonly attributes?: AlertFields['attributes'];
};

/** The report in a row, fresh or from the store, or null when it is no alert. */
export function receivedAlert(
  row: Pick<EventRow, 'stream' | 'ref' | 'detail'>,
  registry: Pick<Registry, 'termText'>,
): AlertReport | null {
  if (row.stream !== STREAM.alert) return null;
  const { severity, attributes = null }: Detail = row.detail === null ? {} : JSON.parse(row.detail);
  return alertReport({
    severity: typeof severity === 'string' ? severity : null,
    alert_type: row.ref === null ? null : registry.termText(row.ref),
    attributes,
  });
}
