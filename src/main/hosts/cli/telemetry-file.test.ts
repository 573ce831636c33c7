import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '#test/kit/temp-store.ts';
import { Failure } from './command.ts';
import { readTelemetry } from './telemetry-file.ts';

const TEXT = '{"type":"phone_event","site":"A"}\n'.repeat(20_000);

async function read(source: string | AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of readTelemetry(source)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

describe('a telemetry file', () => {
  it('is read as it is, or decompressed whatever its name says', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'events.ndjson');
    writeFileSync(file, TEXT);
    expect(await read(file)).toBe(TEXT);
    writeFileSync(file, gzipSync(TEXT));
    expect(await read(file)).toBe(TEXT);
  });

  it('may come by standard input, compressed too, and may be empty', async () => {
    const stream = async function* (bytes: Buffer) {
      yield bytes.subarray(0, 100);
      yield bytes.subarray(100);
    };
    expect(await read(stream(Buffer.from(TEXT)))).toBe(TEXT);
    expect(await read(stream(gzipSync(TEXT)))).toBe(TEXT);
    expect(await read((async function* () {})())).toBe('');
  });

  it('that was made to fill the memory is not unfolded to its end', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'bomb.gz');
    writeFileSync(file, gzipSync(Buffer.alloc(80 * 1024 * 1024)));
    let unfolded = 0;
    const all = async () => {
      for await (const piece of readTelemetry(file)) unfolded += piece.length;
    };
    await expect(all()).rejects.toThrow('more than 200 times its size');
    expect(unfolded).toBeLessThanOrEqual(64 * 1024 * 1024);
  });

  it('that is missing or broken is told as a failure', async () => {
    using folder = tempFolder();
    const file = join(folder.path, 'events.ndjson.gz');
    await expect(read(file)).rejects.toThrow(Failure);
    writeFileSync(file, gzipSync(TEXT).subarray(0, 200));
    await expect(read(file)).rejects.toThrow(Failure);
  });
});
