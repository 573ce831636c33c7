// Lets `import … from 'electron'` find the stand-in. Loaded with --import before the real built main.
import { registerHooks } from 'node:module';

const standin = new URL('./electron.mjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common'
      ? { url: standin, format: 'module', shortCircuit: true }
      : next(specifier, context),
});
Object.defineProperty(process.versions, 'electron', { value: '45.4.1-standin', enumerable: true });
Object.defineProperty(process.versions, 'chrome', { value: '153.0.0.0', enumerable: true });
process.type = 'browser';
process.resourcesPath = process.cwd();
