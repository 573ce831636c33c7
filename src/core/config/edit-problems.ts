import type { DocumentProblem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';
import type { WrittenFile } from './written.ts';

/** What is wrong with the form of the document of an edit. A field that is taken away (null) has no form. */
export function editProblems(file: WrittenFile): readonly DocumentProblem[] {
  const { tenants, ...rest } = fieldsOf(file.document);
  return schemaProblems({
    ...rest,
    tenants: listOf(tenants).map((tenant) => withoutNulls(tenant, 'clients')),
  });
}

function withoutNulls(scope: unknown, children: 'clients' | 'sites' | null): unknown {
  const kept = Object.fromEntries(Object.entries(fieldsOf(scope)).filter(([, value]) => value !== null));
  if (children === null) return kept;
  const inner = children === 'clients' ? 'sites' : null;
  return { ...kept, [children]: listOf(kept[children]).map((child) => withoutNulls(child, inner)) };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' ? { ...value } : {};
