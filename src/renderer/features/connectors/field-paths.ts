/** `value=data.x, ts=at` as fields and their paths; what has no `=` is left out. */
export function readPaths(text: string): Readonly<Record<string, string>> {
  const pairs = text.split(',').flatMap((part) => {
    const at = part.indexOf('=');
    const field = part.slice(0, at).trim();
    return at === -1 || field === '' ? [] : [[field, part.slice(at + 1).trim()] as const];
  });
  return Object.fromEntries(pairs);
}

/** The same the other way round. */
export const writePaths = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([field, path]) => `${field}=${path}`)
    .join(', ');
