import { type Facts, FIELDS, type Field } from '#core/model/action.ts';

const PLACE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name);

/** What is wrong with a template, and where: a JSON pointer such as `/text`, or '' for all of it. */
export type TemplateProblem = { readonly place: string; readonly found: string; readonly expected: string };

/** The first unknown field of a text, or null. */
export function textProblem(text: string): Omit<TemplateProblem, 'place'> | null {
  for (const [, name = ''] of text.matchAll(PLACE))
    if (!isField(name)) return { found: `{{${name}}}`, expected: `one of ${FIELDS.join(', ')}` };
  return null;
}

/** A text with its fields filled in. An unknown field stays as it stands: `textProblem` has refused it before. */
export const fillText = (text: string, facts: Facts): string =>
  text.replaceAll(PLACE, (whole, name: string) => (isField(name) ? facts[name] : whole));

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Every problem of a JSON template; empty: none. */
export function jsonProblems(template: string): readonly TemplateProblem[] {
  const json = parse(template);
  if (json === undefined) return [{ place: '', found: 'a text that is no JSON', expected: 'JSON' }];
  const problems: TemplateProblem[] = [];
  walk(json, '', (text, place) => {
    const problem = textProblem(text);
    if (problem !== null) problems.push({ place, ...problem });
    return text;
  });
  return problems;
}

/**
 * The JSON of a template with its fields filled in. Values are put into parsed texts and written anew, so that nothing in
 * them can end a text or begin a member. Throws for a text that is no JSON.
 */
export function fillJson(template: string, facts: Facts): string {
  const json = parse(template);
  if (json === undefined) throw new Error('The template is no JSON.');
  return JSON.stringify(walk(json, '', (text) => fillText(text, facts)));
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // safe: JSON gives nothing else
  } catch {
    return undefined;
  }
}

/** The value with every text replaced, names of members too. */
function walk(json: Json, place: string, take: (text: string, place: string) => string): Json {
  if (typeof json === 'string') return take(json, place);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map((each: Json, index) => walk(each, `${place}/${index}`, take));
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const here = `${place}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      return [take(name, here), walk(value, here, take)];
    }),
  );
}
