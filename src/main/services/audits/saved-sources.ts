import type { SavedSources } from '#core/telemetry/source-memory.ts';

/** The named value that keeps the sources across restarts, and tells the screens how they stand. */
export const SAVED_SOURCES = 'sources';

/** What the engine saved; null when it never did. */
export function readSavedSources(text: string | null): SavedSources | null {
  // safe: only the engine writes this value, with SourceMemory.save
  return text === null ? null : (JSON.parse(text) as SavedSources);
}
