import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { localActor } from '#core/model/actor.ts';
import { openStore } from '#main/adapters/sqlite/store.ts';
import { isSuspect, markSuspect } from '#main/adapters/sqlite/suspect.ts';
import { systemClock } from '#main/adapters/system/clock.ts';
import { systemTimers } from '#main/adapters/system/timers.ts';
import { StoreTrouble } from '#main/ports/store-trouble.ts';
import { keepEngine } from '#main/workers/engine-keeper.ts';
import type { EngineState } from '#main/workers/settings.ts';
import { createThread } from '#main/workers/thread.ts';
import { MIGRATIONS, tempFolder, tempStore } from '#test/kit/temp-store.ts';

it('takes no transaction any more from a connection whose disk failed, until the file was opened anew', () => {
  using temp = tempStore();
  const { store } = temp;
  const fails = () => {
    throw new StoreTrouble('io', 'disk I/O error', null);
  };
  expect(() => store.transaction(fails)).toThrow('disk I/O error');
  expect(() => store.transaction(() => store.state.set('after', 'x'))).toThrow('disk I/O error');
  expect(() => store.probe()).toThrow('disk I/O error');
  expect(store.state.get('after')).toBeNull();
  const reopened = temp.reopen();
  reopened.transaction(() => reopened.state.set('after', 'x'));
  expect(reopened.state.get('after')).toBe('x');
});

it('checks a file that failed in use in full when it is opened next, and rests on nothing in its -wal', () => {
  using folder = tempFolder();
  const file = join(folder.path, 'vigil.db');
  const open = () => openStore(file, { migrations: MIGRATIONS, profile: 'durable' });
  const first = open();
  first.transaction(() => first.state.set('a', '1'));
  first.close();
  markSuspect(file);
  const second = open();
  expect(isSuspect(file)).toBe(false);
  expect(existsSync(`${file}.suspect`)).toBe(false);
  expect(second.state.get('a')).toBe('1');
  second.close();
});

it('waits with a file that failed while somebody still reads what is older', () => {
  using temp = tempStore();
  const { store, file } = temp;
  store.transaction(() => store.state.set('a', '1'));
  const reader = openStore(file, { migrations: MIGRATIONS, profile: 'durable' });
  reader.session.snapshot(() => {
    reader.state.get('a');
    store.session.pluck<[], number>('PRAGMA busy_timeout = 20').get();
    store.transaction(() => store.state.set('a', '2'));
    expect(() => store.settle()).toThrow(expect.objectContaining({ kind: 'busy' }));
  });
  reader.close();
  store.settle();
});

it('starts an engine anew whose database proved damaged while it ran: the new one looks at the file first', async () => {
  const told: EngineState[] = [];
  const files = ['failing-thread', 'stuck-thread'].map(
    (name) => new URL(`../kit/${name}.ts`, import.meta.url),
  );
  let opened = 0;
  const keeper = keepEngine({
    open: (onLost) =>
      createThread({
        name: 'engine',
        file: files[Math.min(opened++, 1)] ?? new URL('missing', import.meta.url),
        settings: null,
        clock: systemClock,
        timers: systemTimers,
        log: { info() {}, warn() {}, error() {} },
        onLost,
      }),
    clock: systemClock,
    timers: systemTimers,
    onState: (state) => told.push(state),
    onBack: () => told.push({ state: 'RUNNING', reason: null }),
    onBroken: () => {},
    restMs: 0,
  });
  await keeper.settled;
  await keeper.command('hello', null, { actor: localActor('ada'), scope: 'all' }).catch(() => {});
  await expect
    .poll(() => told.map(({ state }) => state), { timeout: 20_000 })
    .toEqual(['CORRUPT', 'RUNNING']);
  expect(told[0]?.reason).toContain('a page is damaged');
  await keeper.end(true);
});
