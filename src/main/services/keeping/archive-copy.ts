import type { EpochMs } from '#core/model/time.ts';
import type { Backups } from '#main/ports/backups.ts';
import type { Store } from '#main/ports/store.ts';

/** The named value of the engine that says that the archive's copy is not what the archive is: '1', or '' when it is. */
export const UNCOPIED = 'archive.uncopied';

type Change = Generator<void, number>;

/**
 * Changes the archive, then renews its copy, also where an earlier one failed or was cut off: it is noted before the change that
 * there is something to copy. Returns what the change did, and what is wrong in sentences.
 */
export function* changeArchive(
  store: Store,
  backups: Backups | undefined,
  at: EpochMs,
  change: Change,
): Generator<void | Promise<void>, { readonly changed: number; readonly problems: readonly string[] }> {
  const note = (value: string) => store.transaction(() => store.state.set(UNCOPIED, value));
  const was = store.state.get(UNCOPIED) ?? '';
  note('1');
  const changed = yield* change;
  if (changed === 0 && was === '') {
    note('');
    return { changed, problems: [] };
  }
  const problems: string[] = [];
  if (backups !== undefined)
    yield backups.keepArchive(at).then(
      () => note(''),
      (error: unknown) => {
        problems.push(
          `The archive was not copied: ${error instanceof Error ? error.message : String(error)}`,
        );
      },
    );
  return { changed, problems };
}
