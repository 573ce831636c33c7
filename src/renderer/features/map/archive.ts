import type { RangeResponse, Source } from 'pmtiles';
import { PMTiles, TileType } from 'pmtiles';
import type { Answer, Api } from '#contract/index.ts';
import { LONGEST_MAP_READ } from '#contract/map.ts';
import { fromBase64 } from '#renderer/ui/base64.ts';
import { textOfHtml } from './text-of-html.ts';

type MapInfo = Answer<'map.info'>;

/** What is in a map file, as far as drawing it needs to know. */
export type Archive = {
  readonly key: string;
  readonly file: PMTiles;
  readonly kind: 'vector' | 'raster';
  readonly minzoom: number;
  readonly maxzoom: number;
  /** West, south, east, north. */
  readonly bounds: readonly [number, number, number, number];
  /** Names of the layers of a vector map. */
  readonly layers: readonly string[];
  /** Whose map it is, as plain text; '' when the file does not say. */
  readonly attribution: string;
};

/** Reads the map file of the data folder through the host, part by part. Throws when a part cannot be read. */
export class HostSource implements Source {
  readonly #api: Api;
  readonly #key: string;
  constructor(api: Api, key: string) {
    this.#api = api;
    this.#key = key;
  }
  getKey(): string {
    return this.#key;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const parts: Uint8Array[] = [];
    for (let read = 0; read < length; read += LONGEST_MAP_READ) {
      const wanted = Math.min(LONGEST_MAP_READ, length - read);
      const reply = await this.#api.call('map.read', { offset: offset + read, length: wanted });
      if (!reply.ok) throw new Error(reply.fault.message);
      const part = fromBase64(reply.value.base64);
      parts.push(part);
      if (part.length < wanted) break;
    }
    return { data: await new Blob(parts as BlobPart[]).arrayBuffer() };
  }
}

/** A name for a state of the file: another file has another one, so that no tile of the old one is taken for it. */
export const archiveKey = ({ bytes, modified }: MapInfo): string => `map-${bytes}-${modified}`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function layersOf(metadata: unknown): readonly string[] {
  const layers = isRecord(metadata) ? metadata.vector_layers : null;
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) =>
    isRecord(layer) && typeof layer.id === 'string' ? [layer.id] : [],
  );
}

/** The text of an attribution, which files write as HTML. */
function attributionOf(metadata: unknown): string {
  const html = isRecord(metadata) ? metadata.attribution : null;
  if (typeof html !== 'string') return '';
  return textOfHtml(html).slice(0, 200);
}

/** Opens the map file. Throws when it is damaged or holds no tiles that can be drawn. */
export async function openArchive(api: Api, info: MapInfo): Promise<Archive> {
  const key = archiveKey(info);
  const file = new PMTiles(new HostSource(api, key));
  const header = await file.getHeader();
  const metadata = await file.getMetadata().catch(() => null);
  const isRaster = [TileType.Png, TileType.Jpeg, TileType.Webp].includes(header.tileType);
  if (!isRaster && header.tileType !== TileType.Mvt) throw new Error(`tiles of kind ${header.tileType}`);
  return {
    key,
    file,
    kind: isRaster ? 'raster' : 'vector',
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
    layers: layersOf(metadata),
    attribution: attributionOf(metadata),
  };
}
