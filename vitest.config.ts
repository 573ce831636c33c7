import { defineConfig } from 'vitest/config';
import { STEADY_NODE } from './test/kit/steady-node.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'test/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['test/kit/property-seed.ts'],
    env: { VIGIL_BALLAST: '1' },
    pool: 'forks',
    execArgv: STEADY_NODE,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
