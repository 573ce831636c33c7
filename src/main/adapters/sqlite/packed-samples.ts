import type { Sample } from '#core/anomaly/sample.ts';
import { SAMPLE_STATES } from '#core/model/sample-state.ts';

const FLOATS = ['value', 'expected', 'spread', 'score', 'learned'] as const;
/** Stream, state with the mark of an alarm, then the numbers as float32; little-endian. NaN is null. */
const BYTES = 2 + 1 + 4 * FLOATS.length;
const ALARM = 0x80;

export function packSamples(samples: readonly Sample[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * BYTES));
  samples.forEach((sample, place) => {
    const at = place * BYTES;
    view.setUint16(at, sample.stream, true);
    view.setUint8(at + 2, SAMPLE_STATES.indexOf(sample.state) | (sample.alarm ? ALARM : 0));
    FLOATS.forEach((name, index) => {
      view.setFloat32(at + 3 + 4 * index, sample[name] ?? Number.NaN, true);
    });
  });
  return new Uint8Array(view.buffer);
}

export function unpackSamples(packed: Uint8Array): readonly Sample[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  return Array.from({ length: Math.floor(packed.byteLength / BYTES) }, (_, place): Sample => {
    const at = place * BYTES;
    const mark = view.getUint8(at + 2);
    const number = (index: number): number | null => {
      const value = view.getFloat32(at + 3 + 4 * index, true);
      return Number.isNaN(value) ? null : value;
    };
    return {
      stream: view.getUint16(at, true),
      state: SAMPLE_STATES[mark & ~ALARM] ?? 'UNKNOWN',
      alarm: (mark & ALARM) !== 0,
      value: number(0),
      expected: number(1),
      spread: number(2),
      score: number(3),
      learned: number(4),
    };
  });
}
