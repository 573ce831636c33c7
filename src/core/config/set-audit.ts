import { clearAt, setAt } from './set-at.ts';

/**
 * A copy of an `audit` block with one field, or a part of one, set or (null) taken away; undefined when nothing is left. A single
 * sensitivity stands for all metrics: it becomes their default when one of them gets its own.
 */
export function setAudit(audit: unknown, path: readonly string[], value: unknown): unknown {
  if (value === null) return clearAt(audit, path);
  return setAt(path[0] === 'sensitivity' && path.length > 1 ? spelledOut(audit) : audit, path, value);
}

function spelledOut(audit: unknown): unknown {
  const sensitivity: unknown =
    audit !== null && typeof audit === 'object' ? Reflect.get(audit, 'sensitivity') : undefined;
  return typeof sensitivity === 'string' ? setAt(audit, ['sensitivity'], { default: sensitivity }) : audit;
}
