import Database from 'better-sqlite3';
import { serveThread } from '#main/workers/serve.ts';

const COUNT_FAR = `
  WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < ?) SELECT max(x) FROM n`;

/** A thread that hangs as it is asked: in its own code, or in one long SQL statement, which nobody can end from outside. */
await serveThread(() => ({
  call: (name, input) => {
    if (name === 'spin') for (;;);
    if (name === 'query') return new Database(':memory:').prepare<[number]>(COUNT_FAR).get(Number(input));
    return name;
  },
  tell: () => {},
  stop: () => {},
}));
