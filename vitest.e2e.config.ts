import { defineConfig } from 'vitest/config';
import { STEADY_NODE } from './test/kit/steady-node.ts';

export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    env: { VIGIL_BALLAST: '1' },
    pool: 'forks',
    execArgv: STEADY_NODE,
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
