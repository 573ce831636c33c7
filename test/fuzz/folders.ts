import { sign } from 'node:crypto';
import { anchorLine, judgeAnchors, readAnchors } from '#core/trail/anchors.ts';
import { MANIFEST, SIGNATURE } from '#core/updates/manifest.ts';
import { bundleTools } from '#main/adapters/system/bundle-tools.ts';
import { lookForUpdate, NoUpdate } from '#main/services/updates/look.ts';
import { publish, vendor } from '#test/kit/update-server.ts';
import { damaged } from './damage.ts';
import type { Format } from './format.ts';

const AT = Date.parse('2026-03-02T12:00:00Z');

/**
 * Manifests in a folder of updates. One that was damaged after it was signed must never be taken; one that the vendor signed with a mistake in it is
 * read or refused. The first byte says which of the two it is.
 */
export const UPDATES: Format = {
  seeds: () => [],
  async open() {
    const ours = vendor();
    const files = publish(ours.privateKey, new Uint8Array(10), AT);
    const manifest = Buffer.from(files.get(MANIFEST) ?? []);
    const signature = Buffer.from(files.get(SIGNATURE) ?? []);
    const look = (bytes: Buffer, signed: Buffer, remember: () => void) =>
      lookForUpdate({
        own: { version: '1.0.0', kind: 'AppImage', arch: 'x64', key: ours.key },
        tools: bundleTools,
        source: {
          read: async (name) => (name === MANIFEST ? bytes : signed),
          piece: () => Promise.reject(new Error('nothing is fetched')),
        },
        room: { seen: () => null, remember },
        now: AT,
      });
    return {
      draw: (random) => Buffer.concat([Buffer.from([random.chance(0.5) ? 1 : 0]), damaged(manifest, random)]),
      async read(input) {
        const bytes = input.subarray(1);
        const isSigned = input[0] === 1;
        const its = Buffer.from(sign(null, bytes, ours.privateKey).toString('base64'));
        let remembered = false;
        try {
          await look(bytes, isSigned ? its : signature, () => {
            remembered = true;
          });
        } catch (error) {
          if (!(error instanceof NoUpdate)) throw error;
          return remembered ? 'PARTIAL' : 'REFUSED';
        }
        if (!isSigned && !bytes.equals(manifest)) throw new Error('taken for what the vendor signed');
        return 'ACCEPTED';
      },
      [Symbol.asyncDispose]: async () => {},
    };
  },
};

/** Anchors of the trail on a share of somebody else: whatever was changed in one is seen, or no line of it is one any more. */
export const ANCHORS: Format = {
  seeds: () => [],
  async open() {
    const hash = (seq: number) => seq.toString(16).padStart(64, 'a');
    const text = Array.from({ length: 30 }, (_, index) =>
      anchorLine(AT + index * 3_600_000, { seq: index * 10, hash: hash(index * 10) }),
    ).join('');
    return {
      draw: (random) => damaged(Buffer.from(text), random),
      async read(bytes) {
        const read = readAnchors(bytes.toString('utf8'));
        if (read === null) return 'REFUSED';
        const { broken } = judgeAnchors(read, { hashAt: hash, lost: [] });
        if (broken !== null) return 'REFUSED';
        for (const { seq, hash: told } of read)
          if (seq !== 0 && hash(seq) !== told) throw new Error(`row ${seq} was taken for ${told}`);
        return 'ACCEPTED';
      },
      [Symbol.asyncDispose]: async () => {},
    };
  },
};
