export { Baselines } from './baselines.tsx';
export type { BaselinesStore } from './baselines-store.ts';
export { createBaselinesStore } from './baselines-store.ts';
export type { LearningStore } from './learning-store.ts';
export { createLearningStore } from './learning-store.ts';
