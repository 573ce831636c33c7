import type { SavedMapping } from '#contract/mappings.ts';

/** Named value of the engine: the column mappings, by name. */
export const MAPPINGS = 'column_mappings';

/** The mappings as they were saved, in the order of their names. */
export function savedMappings(stored: string | null): readonly SavedMapping[] {
  // Safe: only the engine writes this value, with what it has checked.
  return stored === null ? [] : (JSON.parse(stored) as readonly SavedMapping[]);
}
