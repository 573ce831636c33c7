import type { EventName } from '#contract/index.ts';
import type { Fault } from '#contract/reply.ts';
import type { Caller } from '#main/services/handlers.ts';

/** What the shell sends to a thread. Plain data: it is cloned. */
export type ToThread =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: string;
      readonly input: unknown;
      readonly caller: Caller;
    }
  /** Something that needs no answer, e.g. `wake`. */
  | { readonly kind: 'tell'; readonly topic: string; readonly value: unknown }
  | { readonly kind: 'stop'; readonly planned: boolean };

/** What became of a call: an expected refusal crosses as a fault, anything else with its stack. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly fault: Fault }
  | { readonly ok: false; readonly error: Crash };
export type Crash = { readonly name: string; readonly message: string; readonly stack: string };

/** What a thread sends to the shell. */
export type FromThread =
  | { readonly kind: 'ready' }
  /** Once a second while the thread's loop turns. */
  | { readonly kind: 'beat' }
  | { readonly kind: 'reply'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'event'; readonly event: EventName; readonly payload: unknown }
  | { readonly kind: 'tell'; readonly topic: string; readonly value: unknown }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly message: string;
      readonly fields: Readonly<Record<string, unknown>> | undefined;
    }
  /** It could not start, and why: the store is corrupt, newer, full, … */
  | { readonly kind: 'unable'; readonly error: Crash & { readonly trouble: string | null } }
  /** It served, and can no longer: another one must begin anew from what is stored. */
  | { readonly kind: 'failed'; readonly error: Crash & { readonly trouble: string | null } };

export const BEAT_EVERY_MS = 1_000;
/** A thread that was not heard for this long hangs (DECISIONS 26). */
export const HUNG_AFTER_MS = 10_000;

/** The error as plain data. `trouble` is a StoreTrouble's kind, `schema` for a SchemaMismatch (known by name: the shell and the parser load no database). */
export function crashOf(error: unknown): Crash & { readonly trouble: string | null } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), stack: '', trouble: null };
  return { name: error.name, message: error.message, stack: error.stack ?? '', trouble: troubleOf(error) };
}

function troubleOf(error: Error): string | null {
  if (error.name === 'SchemaMismatch') return 'schema';
  return error.name === 'StoreTrouble' && 'kind' in error ? String(error.kind) : null;
}
