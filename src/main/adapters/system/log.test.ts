import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '#test/kit/clock.ts';
import { tempFolder } from '#test/kit/temp-store.ts';
import { createFileSink, createLog, logFiles } from './log.ts';

const written = (tell: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  tell(createLog(createFakeClock('2026-01-05T02:00:00Z'), (line) => lines.push(line)));
  return lines.join('\n');
};

describe('a line of the log', () => {
  it('says when, how grave and what, with codes and numbers as they are', () => {
    const line = written((log) =>
      log.warn('a round was late', { site: 'S-1', late_ms: 1_200, at: '2026-01-05T02:00:00Z' }),
    );
    expect(JSON.parse(line)).toEqual({
      at: '2026-01-05T02:00:00.000Z',
      level: 'warn',
      message: 'a round was late',
      fields: { site: 'S-1', late_ms: 1_200, at: '2026-01-05T02:00:00Z' },
    });
  });

  it('holds nothing by which a person could be found, however deep it was and whichever way it came', () => {
    let broken: unknown;
    try {
      JSON.parse('{"person": Ada Lovelace}');
    } catch (error) {
      broken = error;
    }
    const line = written((log) =>
      log.error('call +49 171 5550123', {
        error: new Error('at 52.52001, 13.40495', { cause: broken }),
        list: [{ person: { name: 'Ada Lovelace', phone: '+491715550123' } }, 'ada@post.example.test'],
        value: 52.52001,
        secret: 'hunter2',
        guard_name: 'Ada Lovelace',
      }),
    );
    for (const word of ['Lovelace', '5550123', '52.52001', '13.40495', 'post.example', 'hunter2'])
      expect(line).not.toContain(word);
    expect(JSON.parse(line).fields.value).toBe(52.5);
  });

  it('bounds what is too long, too deep or goes round', () => {
    const round: { again?: unknown } = {};
    round.again = round;
    const line = written((log) =>
      log.info('x', { round, long: 'x'.repeat(100_000), many: Array.from({ length: 1_000 }, () => 1) }),
    );
    expect(line.length).toBeLessThan(6_000);
  });
});

describe('the files of the log', () => {
  it('are five at most, the newest lines in the first, and belong to their owner', () => {
    using folder = tempFolder();
    const logs = join(folder.path, 'logs');
    const sink = createFileSink(logs, 100);
    for (let line = 0; line < 50; line += 1) sink(`${line} ${'x'.repeat(60)}`);
    const files = logFiles(logs);
    expect(readdirSync(logs).toSorted()).toEqual([
      'vigil.1.log',
      'vigil.2.log',
      'vigil.3.log',
      'vigil.4.log',
      'vigil.log',
    ]);
    const numbers = files
      .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').toReversed())
      .map((line) => Number.parseInt(line, 10));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => 49 - index));
    if (process.platform !== 'win32') expect(statSync(files[0] ?? '').mode & 0o077).toBe(0);
  });

  it('begin anew in a folder that is gone', () => {
    using folder = tempFolder();
    createFileSink(join(folder.path, 'a/b'))('first');
    expect(existsSync(join(folder.path, 'a/b/vigil.log'))).toBe(true);
  });
});
