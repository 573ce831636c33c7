import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { build, type Plugin } from 'vite';
import { licencesText, packageOf } from './packaging/third-party.ts';
import { CONTENT_POLICY } from './src/main/services/page-headers.ts';

const at = (path: string) => resolve(import.meta.dirname, path);

/** The page carries its policy too (frame-ancestors comes by header only). Not in dev: Vite needs an inline preamble. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** The page of evidence bundles: one script and one style without imports, which are written into each bundle. */
const bundlePage: Plugin = {
  name: 'bundle-page',
  apply: 'build',
  closeBundle: async () => {
    await build({
      configFile: false,
      root: import.meta.dirname,
      logLevel: 'warn',
      publicDir: false,
      plugins: [react()],
      build: {
        outDir: at('out/bundle-page'),
        emptyOutDir: true,
        cssCodeSplit: false,
        rolldownOptions: {
          input: at('src/renderer/bundle-page/main.tsx'),
          output: { format: 'iife', entryFileNames: 'page.js', assetFileNames: 'page.[ext]' },
        },
      },
    });
  },
};

/** The licences of what the screens contain, as a file of theirs. What comes by address alone is no module of the bundle. */
const licences: Plugin = {
  name: 'licences',
  apply: 'build',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
    const packages = modules.map(packageOf).filter((path) => path !== null);
    const byAddress = ['@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono', 'world-atlas'];
    const source = licencesText(import.meta.dirname, [
      ...packages,
      ...byAddress.map((name) => `node_modules/${name}`),
    ]);
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
  },
};

export default defineConfig({
  main: {
    build: {
      // Bundled: as loose files they take half a second of every start. The native driver and what brings its own files stay outside.
      externalizeDeps: {
        exclude: ['@noble/hashes', 'csv-parse', 'drizzle-orm', 'temporal-polyfill', 'yaml', 'zod'],
      },
      rolldownOptions: {
        input: {
          index: at('src/main/index.ts'),
          web: at('src/main/web.ts'),
          cli: at('src/main/cli.ts'),
          engine: at('src/main/workers/engine.ts'),
          reader: at('src/main/workers/reader.ts'),
          parser: at('src/main/workers/parser.ts'),
          backup: at('src/main/workers/backup.ts'),
          intake: at('src/main/workers/intake.ts'),
          'what-if': at('src/main/workers/what-if.ts'),
          printer: at('src/main/workers/printer.ts'),
          bundles: at('src/main/workers/bundles.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload must be one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // Nothing is inlined: the policy lets no data: font or script through.
  renderer: {
    root: 'src/renderer',
    plugins: [react(), contentSecurityPolicy, bundlePage, licences],
    define: { 'import.meta.env.VIGIL_BUILD': JSON.stringify(process.env.VIGIL_BUILD ?? '') },
    build: {
      minify: true,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html'), safe: at('src/renderer/safe.html') },
      },
    },
  },
});
