import { isAbsolute } from 'node:path';
import type { OpenAnchorFile } from '#main/ports/anchor-file.ts';
import type { EngineWorld } from '../engine/context.ts';
import { type CommandHandlers, Refused } from '../handlers.ts';
import { ANCHOR_FILE, anchorNow } from '../upkeep/jobs/anchor.ts';

type TrailCommands = Pick<CommandHandlers, 'trail.note_export' | 'trail.set_anchor'>;

/** Rows of the trail that leave are in it, and so is where its head is written down. */
export function createTrailCommands(
  { store, clock }: Pick<EngineWorld, 'store' | 'clock'>,
  anchorFiles: OpenAnchorFile | undefined,
): TrailCommands {
  return {
    'trail.note_export': ({ filter, format }, { actor }) =>
      store.transaction(() => {
        store.trail.append([
          {
            ...{ at: clock.now(), actor, action: 'trail.exported', entity: 'trail', entity_id: format },
            ...{ reason: null, before: null, after: { ...filter } },
          },
        ]);
        return { seq: store.trail.head().seq };
      }),
    'trail.set_anchor': async ({ file }, { actor }) => {
      if (anchorFiles === undefined)
        throw new Refused('unavailable', 'Only a running Vigil writes down the head of the trail.');
      if (file !== '' && !isAbsolute(file))
        throw new Refused('bad-request', `${file} is no whole path: begin at the root of its disk.`);
      const before = store.state.get(ANCHOR_FILE) ?? '';
      store.transaction(() => {
        store.state.set(ANCHOR_FILE, file);
        store.trail.append([
          {
            ...{
              at: clock.now(),
              actor,
              action: 'trail.anchor_moved',
              entity: 'trail',
              entity_id: 'anchors',
            },
            ...{ reason: null, before: { file: before }, after: { file } },
          },
        ]);
      });
      const problem = await anchorNow(store, anchorFiles, clock.now());
      if (problem === null) return { file: anchorFiles(file).path };
      store.transaction(() => store.state.set(ANCHOR_FILE, before));
      throw new Refused('bad-request', problem);
    },
  };
}
