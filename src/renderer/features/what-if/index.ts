export { WhatIfPage } from './what-if-page.tsx';
export { createWhatIfStore, type WhatIfStore } from './what-if-store.ts';
