import type { DocumentPath } from '#core/config/problem.ts';

/** Where a value is written, as people look for it. */
export type Place = {
  readonly place: string;
  readonly line: number | null;
  readonly column?: number;
  readonly field: string | null;
};

/** A mistake in the text itself: it was found before there was a document. Lines count from 1. */
export type TextProblem = {
  readonly line: number | null;
  readonly column?: number;
  readonly field: string | null;
  readonly found: string;
  readonly expected: string;
};

/** A text read as a document, from which the place of every value can be told. */
export type Reading = {
  readonly value: unknown;
  /** The fields of a site that a CSV has columns for; null for whole documents. */
  readonly columns: readonly string[] | null;
  /** With any, `value` holds no more than what could be read. */
  readonly problems: readonly TextProblem[];
  readonly locate: (paths: readonly DocumentPath[]) => readonly Place[];
};

/** No document nests deeper than this many lists and objects. */
export const DEEPEST = 64;
export const TOO_DEEP = `at most ${DEEPEST} levels of lists and objects`;

/** A field name that would reach behind an object. */
export const FORBIDDEN_FIELD = '__proto__';

/** The place of nothing: for a text that could not be read. */
export const unreadable = (problems: readonly TextProblem[]): Reading => ({
  value: undefined,
  columns: null,
  problems,
  locate: (paths) => paths.map(() => ({ place: '(document)', line: null, field: null })),
});
