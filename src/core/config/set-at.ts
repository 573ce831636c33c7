/** A copy of the value with something else at the path; what is not an object on the way becomes one. */
export function setAt(value: unknown, path: readonly string[], wanted: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return wanted;
  const fields = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  const inner: unknown = Object.hasOwn(fields, name) ? Reflect.get(fields, name) : undefined;
  return { ...fields, [name]: setAt(inner, rest, wanted) };
}

/** A copy of the value without what lies at the path, and without the objects that are empty then; undefined when nothing is left. */
export function clearAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return undefined;
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return value;
  const { [name]: inner, ...others }: Readonly<Record<string, unknown>> = { ...value };
  const left = clearAt(inner, rest);
  const cleared = left === undefined ? others : { ...others, [name]: left };
  return Object.keys(cleared).length > 0 ? cleared : undefined;
}
