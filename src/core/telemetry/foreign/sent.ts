import type { TelemetryEvent } from '#core/model/event.ts';
import type { FieldProblem, RawRecord } from '../fields.ts';
import { type ParseContext, parseEvent } from '../parse-event.ts';

/** Stands for the site of an event until its device tells it: no configuration can have a site of this code. */
export const NO_SITE = '?';

/** An event as it was sent. `devices`: where it names no site, what its device calls itself, the surest first. */
export type Sent = { readonly event: TelemetryEvent; readonly devices: readonly string[] | null };

/** Everything that one record says, or everything that is wrong with it. */
export type ReadRecord =
  | { readonly ok: true; readonly sent: readonly Sent[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/** A foreign record in the words of FORMATS section 2: none, one or several events. */
export type Translation =
  | { readonly ok: true; readonly records: readonly Translated[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };
export type Translated = {
  readonly record: RawRecord;
  readonly devices: readonly string[] | null;
  /** What the sender calls the fields that a complaint may name. */
  readonly names: Readonly<Record<string, string>>;
};

/** Reads what was translated; complaints name the sender's own fields. All of it is read, or none. */
export function readTranslated(translation: Translation, context: ParseContext): ReadRecord {
  if (!translation.ok) return translation;
  const sent: Sent[] = [];
  const problems: FieldProblem[] = [];
  for (const { record, devices, names } of translation.records) {
    const parsed = parseEvent(record, context);
    if (parsed.ok) sent.push({ event: parsed.event, devices });
    else
      problems.push(...parsed.problems.map((each) => ({ ...each, field: names[each.field] ?? each.field })));
  }
  return problems.length === 0 ? { ok: true, sent } : { ok: false, problems };
}
