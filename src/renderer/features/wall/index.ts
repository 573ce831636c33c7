export type { WallTrouble } from './wall.tsx';
export { Wall } from './wall.tsx';
export { createWallStore } from './wall-store.ts';
