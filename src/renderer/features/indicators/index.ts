export { type BehindStore, createBehindStore } from './behind-store.ts';
export { Indicators } from './indicators.tsx';
export { createIndicatorsStore, type IndicatorsStore } from './indicators-store.ts';
export { createOffendersStore, type OffendersStore } from './offenders-store.ts';
export { createReviewStore, type ReviewStore } from './review-store.ts';
