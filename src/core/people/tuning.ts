import type { Role } from '../model/account.ts';
import { isTunable } from '../model/tunable.ts';

/** Who may make an edit of the configuration: a supervisor where it only tunes, else an administrator; whatever has another shape needs one too. */
export function editorOf(input: unknown): Role {
  const changes = fieldOf(input, 'changes');
  if (!Array.isArray(changes) || changes.length === 0) return 'administrator';
  const paths = changes.map((change: unknown) => fieldOf(change, 'set'));
  const tunes = paths.every(
    (set) => typeof set === 'object' && set !== null && Object.keys(set).every(isTunable),
  );
  return tunes ? 'supervisor' : 'administrator';
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
