import { createStore } from 'zustand';
import type { Answer, Api } from '#contract/index.ts';
import { MAP } from '#renderer/words/map.ts';
import type { Archive } from './archive.ts';

export type MapFile = {
  /** The map file of the data folder, opened; null: there is none that can be drawn. */
  readonly archive: Archive | null;
  /** What is wrong with it, in a sentence; null: nothing. */
  readonly problem: string | null;
};
export type ArchiveState = MapFile & {
  /** Looks whether the file is there, or another one. */
  readonly load: () => Promise<void>;
};
type OpenArchive = (api: Api, info: Answer<'map.info'>) => Promise<Archive>;

/** The reader of map files is loaded when there is one. */
const openLazily: OpenArchive = async (api, info) => (await import('./archive.ts')).openArchive(api, info);

/** The map file that lies beneath every map. */
export const createArchiveStore = (api: Api, open: OpenArchive = openLazily) =>
  createStore<ArchiveState>()((set) => {
    let known = '';
    return {
      archive: null,
      problem: null,
      async load() {
        const reply = await api.call('map.info', {});
        if (!reply.ok) return;
        const info = reply.value;
        const state = JSON.stringify(info);
        if (state === known) return;
        known = state;
        const show = (file: MapFile) => {
          if (known === state) set(file);
        };
        if (info.state === 'absent') return show({ archive: null, problem: null });
        if (info.state === 'unreadable')
          return show({ archive: null, problem: MAP.archiveBroken(info.reason ?? '') });
        try {
          show({ archive: await open(api, info), problem: null });
        } catch {
          show({ archive: null, problem: MAP.archiveBroken(MAP.archiveDamaged) });
        }
      },
    };
  });
export type ArchiveStore = ReturnType<typeof createArchiveStore>;
