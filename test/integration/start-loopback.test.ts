import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { acquireLock } from '#main/adapters/sqlite/lock.ts';
import { startLoopback } from '#main/start-loopback.ts';
import { PROGRAM_FILES } from '#test/kit/command-line.ts';
import { tempFolder } from '#test/kit/temp-store.ts';

it('ends its engine when the port that was asked for is taken', async () => {
  using folder = tempFolder();
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  try {
    const starting = startLoopback({
      ...PROGRAM_FILES,
      dataFolder: folder.path,
      demo: false,
      port,
      onAddress: () => {},
      startAgain: () => {},
    });
    await expect(starting).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const lock = acquireLock(folder.path);
    expect(lock).not.toBeNull();
    lock?.release();
  } finally {
    holder.close();
  }
});
