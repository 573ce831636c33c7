import type { Steps } from '#core/kit/steps.ts';
import type { DocumentPath, DocumentProblem } from './problem.ts';
import { schemaProblems } from './schema-problems.ts';
import type { WrittenFile } from './written.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Sites whose form is looked at in one step. */
const SITES_A_STEP = 50;

/** What is wrong with the form of the document of an edit, its tenants and clients first. A field that is taken away (null) has no form. */
export function* editProblems(file: WrittenFile): Steps<readonly DocumentProblem[]> {
  const { tenants, ...rest } = fieldsOf(file.document);
  const sites: (readonly [DocumentPath, unknown])[] = [];
  const above = listOf(tenants).map((tenant, at) => ({
    ...withoutNulls(tenant),
    clients: listOf(fieldsOf(tenant).clients).map((client, inside) => {
      const path = ['tenants', at, 'clients', inside, 'sites'];
      listOf(fieldsOf(client).sites).forEach((site, place) => void sites.push([[...path, place], site]));
      return { ...withoutNulls(client), sites: [] };
    }),
  }));
  const problems = [...schemaProblems({ ...rest, tenants: above })];
  for (let first = 0; first < sites.length; first += SITES_A_STEP) {
    yield;
    const some = sites.slice(first, first + SITES_A_STEP);
    const own = some.map(([, site]) => withoutNulls(site));
    const alone = { ...rest, tenants: [{ code: 'T', clients: [{ code: 'C', sites: own }] }] };
    for (const problem of schemaProblems(alone)) problems.push(placed(problem, some));
  }
  return problems;
}

/** As the document says it, of which the sites were looked at by themselves. */
function placed(
  problem: DocumentProblem,
  sites: readonly (readonly [DocumentPath, unknown])[],
): DocumentProblem {
  const [, , , , , place, ...inside] = problem.path;
  const [path] = sites[typeof place === 'number' ? place : 0] ?? [problem.path];
  return { ...problem, path: [...path, ...inside] };
}

const withoutNulls = (scope: unknown): Fields =>
  Object.fromEntries(Object.entries(fieldsOf(scope)).filter(([, value]) => value !== null));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === 'object' ? { ...value } : {};
