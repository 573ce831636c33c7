import type { Api } from '#contract/index.ts';
import type { EngineStore } from '#renderer/features/engine/index.ts';
import { createEngineStore } from '#renderer/features/engine/index.ts';
import { createWallStore } from '#renderer/features/wall/index.ts';

export type WallStores = {
  readonly engine: EngineStore;
  readonly wall: ReturnType<typeof createWallStore>;
};

const every = (ms: number, run: () => void) => {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
};
const after = (ms: number, run: () => void) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** What a window needs that shows the wall board only. */
export const createWallStores = (api: Api): WallStores => ({
  engine: createEngineStore({ api, wall: () => Date.now(), every }),
  wall: createWallStore({ api, after, every }),
});
