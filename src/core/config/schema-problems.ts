import type { z } from 'zod';
import { readAs } from '../kit/read-as.ts';
import { ConfigurationDocument } from './document.ts';
import { type DocumentPath, type DocumentProblem, describeValue, MOST_PROBLEMS, valueAt } from './problem.ts';
import { closestWord } from './spelling.ts';

/** Everything that is wrong with the form of a configuration document, field by field; at most 100 problems. */
export function schemaProblems(document: unknown): readonly DocumentProblem[] {
  return problemsOf(ConfigurationDocument, document);
}

/** Everything in which a value differs from a schema; at most 100 problems. */
export function problemsOf(schema: z.ZodType, value: unknown): readonly DocumentProblem[] {
  const result = readAs(schema, value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => toProblems(issue, value)).slice(0, MOST_PROBLEMS);
}

function toProblems(issue: z.core.$ZodIssue, document: unknown): readonly DocumentProblem[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => unknownField([...path, name], name, issue.message.split(', ')));
  const expected = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  const found = issue.code === 'invalid_key' ? path.at(-1) : valueAt(document, path);
  return [{ path, found: describeValue(found), expected }];
}

function unknownField(path: DocumentPath, name: string, known: readonly string[]): DocumentProblem {
  const meant = closestWord(name, known);
  const expected =
    meant === null ? `one of the fields ${known.join(', ')}` : `a known field: did you mean ${meant}?`;
  return { path, found: describeValue(name), expected };
}
