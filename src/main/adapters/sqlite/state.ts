import type { Store } from '#main/ports/store.ts';
import type { Session } from './statements.ts';

/** Small named values of the engine. */
export function createState(session: Session): Store['state'] {
  const find = session.pluck<[string], string>('SELECT value FROM engine_state WHERE name = ?');
  const write = session.prepare<[string, string]>(
    'INSERT INTO engine_state (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return {
    get: (name) => find.get(name) ?? null,
    set: (name, value) => void write.run(name, value),
  };
}
