import type { Bridge } from '#contract/index.ts';

declare global {
  interface ImportMetaEnv {
    /** Which sources the screens were built from; empty where they were built by hand. */
    readonly VIGIL_BUILD?: string;
  }
  interface ImportMeta {
    readonly env: ImportMetaEnv;
  }

  interface Window {
    /** Present in the Electron host only: what the preload exposes. */
    readonly vigil?: Bridge;
  }
}
