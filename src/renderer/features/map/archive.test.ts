import { describe, expect, it } from 'vitest';
import type { Answer } from '#contract/index.ts';
import { LONGEST_MAP_READ } from '#contract/map.ts';
import { createFakeApi, refusal } from '#test/kit/fake-api.ts';
import { pmtilesOf } from '#test/kit/pmtiles.ts';
import { archiveKey, HostSource, openArchive } from './archive.ts';
import { createArchiveStore } from './archive-store.ts';
import { styleOf } from './gl-style.ts';

const tile = (z: number, x: number, y: number, byte: number) => ({
  z,
  x,
  y,
  data: Uint8Array.of(byte, byte),
});
const TILES = [tile(0, 0, 0, 1), tile(1, 0, 1, 2), tile(2, 3, 1, 3), tile(2, 2, 2, 4)];
const PRESENT: Answer<'map.info'> = { state: 'present', bytes: 10, modified: 5, reason: null };
const COLOURS = {
  ground: '#111111',
  water: '#222222',
  edge: '#333333',
  road: '#444444',
  building: '#555555',
  green: '#666666',
};
const NO_OUTLINES = { type: 'FeatureCollection' as const, features: [] };

function hostOf(bytes: Uint8Array) {
  return createFakeApi({
    'map.info': () => PRESENT,
    'map.read': ({ offset, length }) => ({
      base64: Buffer.from(bytes.subarray(offset, offset + length)).toString('base64'),
    }),
  });
}

describe('a map file', () => {
  it('is read through the host, tile by tile, and says what it is', async () => {
    const metadata = { vector_layers: [{ id: 'water' }, { id: 'roads' }], attribution: null };
    const { api } = hostOf(pmtilesOf({ type: 1, tiles: TILES, metadata }));
    const archive = await openArchive(api, PRESENT);
    expect(archive).toMatchObject({
      kind: 'vector',
      minzoom: 0,
      maxzoom: 2,
      bounds: [-180, -85, 180, 85],
      layers: ['water', 'roads'],
      attribution: '',
    });
    for (const { z, x, y, data } of TILES) {
      const found = await archive.file.getZxy(z, x, y);
      expect(new Uint8Array(found?.data ?? new ArrayBuffer(0))).toEqual(data);
    }
    expect(await archive.file.getZxy(2, 0, 0)).toBeUndefined();
  });

  it('is drawn by the layers that it has, or as the pictures that it holds', async () => {
    const { api } = hostOf(
      pmtilesOf({ type: 1, tiles: TILES, metadata: { vector_layers: [{ id: 'water' }, { id: 'names' }] } }),
    );
    const vector = styleOf(COLOURS, NO_OUTLINES, await openArchive(api, PRESENT));
    expect(vector.layers.map(({ id }) => id)).toEqual(['background', 'land', 'borders', 'file-water']);
    expect(vector.sources.file).toMatchObject({
      type: 'vector',
      tiles: ['pmtiles://map-10-5/{z}/{x}/{y}'],
      maxzoom: 2,
    });
    const pictures = hostOf(pmtilesOf({ type: 2, tiles: TILES }));
    const raster = styleOf(COLOURS, NO_OUTLINES, await openArchive(pictures.api, PRESENT));
    expect(raster.layers.at(-1)).toMatchObject({ id: 'file', type: 'raster' });
    expect(styleOf(COLOURS, NO_OUTLINES, null).sources).not.toHaveProperty('file');
  });

  it('is asked for in parts that the host gives, and not beyond its end', async () => {
    const bytes = new Uint8Array(LONGEST_MAP_READ + 1_000).map((_, place) => place % 251);
    const { api, inputsOf, answers } = hostOf(bytes);
    const source = new HostSource(api, 'x');
    const { data } = await source.getBytes(100, LONGEST_MAP_READ + 500);
    expect(new Uint8Array(data)).toEqual(bytes.slice(100, 100 + LONGEST_MAP_READ + 500));
    expect(inputsOf('map.read')).toEqual([
      { offset: 100, length: LONGEST_MAP_READ },
      { offset: 100 + LONGEST_MAP_READ, length: 500 },
    ]);
    expect((await source.getBytes(bytes.length - 3, 50)).data.byteLength).toBe(3);
    answers['map.read'] = () => refusal('There is no map file that can be read.');
    await expect(source.getBytes(0, 5)).rejects.toThrow('no map file');
  });

  it('has another name when it is another file', () => {
    expect(archiveKey(PRESENT)).not.toBe(archiveKey({ ...PRESENT, modified: 6 }));
  });
});

describe('what lies beneath the maps', () => {
  it('is opened once, again when the file is replaced, and gone when it is', async () => {
    const { api, answers, inputsOf } = hostOf(pmtilesOf({ type: 2, tiles: TILES }));
    const store = createArchiveStore(api);
    await store.getState().load();
    const first = store.getState().archive;
    expect(first?.kind).toBe('raster');
    const reads = inputsOf('map.read').length;
    await store.getState().load();
    expect(inputsOf('map.read')).toHaveLength(reads);
    answers['map.info'] = () => ({ ...PRESENT, modified: 6 });
    await store.getState().load();
    expect(store.getState().archive).not.toBe(first);
    answers['map.info'] = () => ({ state: 'absent', bytes: null, modified: null, reason: null });
    await store.getState().load();
    expect(store.getState()).toMatchObject({ archive: null, problem: null });
  });

  it('is nothing and a sentence when the file cannot be read or is damaged', async () => {
    const { api, answers } = hostOf(Uint8Array.from({ length: 300 }, () => 7));
    const store = createArchiveStore(api);
    await store.getState().load();
    expect(store.getState()).toMatchObject({ archive: null, problem: expect.stringContaining('damaged') });
    answers['map.info'] = () => ({
      state: 'unreadable',
      bytes: 3,
      modified: 1,
      reason: 'The map is not a file.',
    });
    await store.getState().load();
    expect(store.getState().problem).toBe('The map is not a file. The bundled outlines are shown.');
  });
});
