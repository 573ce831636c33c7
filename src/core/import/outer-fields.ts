/** The outermost fields of the first object of a JSON text, each with its value where that is a text; the text may end anywhere. */
export function outerFields(text: string): ReadonlyMap<string, string | null> {
  const fields = new Map<string, string | null>();
  const isList = /^\s*\[/.test(text);
  const wanted = isList ? 2 : 1;
  let depth = 0;
  let name: string | null = null;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') {
      depth -= 1;
      if (depth < wanted) break;
    } else if (depth !== wanted) continue;
    else if (token === ',') name = null;
    else if (token !== ':') {
      if (name === null) name = token.slice(1, -1);
      else fields.set(name, token.slice(1, -1));
    }
    if (name !== null && !fields.has(name)) fields.set(name, null);
  }
  return fields;
}
