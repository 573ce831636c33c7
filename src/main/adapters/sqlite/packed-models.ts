import { LAYOUT, toThisLayout } from '#core/anomaly/older-state.ts';
import { STATE_BYTES, STATE_LENGTH } from '#core/anomaly/state.ts';
import type { ModelRow } from '#main/ports/store.ts';

const KINDS: readonly ModelRow['kind'][] = ['COUNT', 'GAUGE'];
/** Stream (two bytes, little-endian), kind, layout; then the state, in the machine's byte order. */
const HEAD_BYTES = 4;
const MODEL_BYTES = HEAD_BYTES + STATE_BYTES;

/** The models of a site in one piece. */
export function packModels(models: readonly ModelRow[]): Uint8Array {
  const packed = new Uint8Array(models.length * MODEL_BYTES);
  const view = new DataView(packed.buffer);
  models.forEach(({ stream, kind, state }, place) => {
    const at = place * MODEL_BYTES;
    view.setUint16(at, stream, true);
    view.setUint8(at + 2, KINDS.indexOf(kind));
    view.setUint8(at + 3, LAYOUT);
    packed.set(new Uint8Array(state.buffer, state.byteOffset, STATE_BYTES), at + HEAD_BYTES);
  });
  return packed;
}

/** Models of an older layout as they are kept now; one of a layout that is not known is learned anew. */
export function unpackModels(packed: Uint8Array): readonly ModelRow[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: Math.floor(packed.byteLength / MODEL_BYTES) }, (_, place): ModelRow[] => {
    const at = place * MODEL_BYTES;
    // The states lie anywhere in the piece; a copy begins at a multiple of four bytes.
    const state = new Float32Array(STATE_LENGTH);
    new Uint8Array(state.buffer).set(packed.subarray(at + HEAD_BYTES, at + MODEL_BYTES));
    const kind = KINDS[view.getUint8(at + 2)] ?? 'COUNT';
    const isKnown = toThisLayout(state, kind, view.getUint8(at + 3));
    return isKnown ? [{ stream: view.getUint16(at, true), kind, state }] : [];
  }).flat();
}
