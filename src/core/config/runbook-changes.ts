import type { Runbook } from '#core/model/runbook.ts';
import { type FieldChange, fieldChanges } from './differences.ts';

/** What differs between two runbooks as people read it, the steps by their place; `before` is null for a first version. */
export const runbookChanges = (
  before: Omit<Runbook, 'version'> | null,
  after: Omit<Runbook, 'version'>,
): readonly FieldChange[] => fieldChanges(before === null ? {} : readable(before), readable(after));

function readable({ steps, ...runbook }: Omit<Runbook, 'version'>): object {
  const { version: _, ...fields } = { version: null, ...runbook };
  return {
    ...fields,
    ...Object.fromEntries(steps.map((step, index) => [`step ${index + 1}`, stepText(step)])),
  };
}

function stepText({ text, expected_minutes, requires_note }: Runbook['steps'][number]): string {
  const more = [
    ...(expected_minutes === null ? [] : [`${expected_minutes} min`]),
    ...(requires_note ? ['with a note'] : []),
  ];
  return more.length === 0 ? text : `${text} (${more.join(', ')})`;
}
