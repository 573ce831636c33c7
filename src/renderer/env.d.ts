import type { Bridge } from '#contract/index.ts';

declare global {
  interface Window {
    /** Present in the Electron host only: what the preload exposes. */
    readonly vigil?: Bridge;
  }
}
