import type { OpenedBundle } from '#contract/bundles.ts';
import type { Answer } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import type { SealTools, Signer } from '#core/bundle/tools.ts';
import type { BundleReading, OpenBundle, ReadBundle } from '#main/ports/bundle-reader.ts';
import type { Timers } from '#main/ports/time.ts';
import type { Dispatch } from '../dispatch.ts';
import { type Caller, Refused, type ShellHandlers } from '../handlers.ts';
import { type AskFor, collectBundle } from './collected.ts';
import { bundleName, makeBundle } from './make.ts';
import type { PageFiles } from './page.ts';

export type SealedFilesParts = {
  readonly dispatch: Dispatch;
  readonly tools: SealTools;
  readonly openBundle: OpenBundle;
  readonly timers: Timers;
  /** Made when the first bundle is. Throws where it cannot be read or kept. */
  readonly signer: () => Signer;
  /** null: nothing was ever sealed here. */
  readonly ownFingerprint: () => string | null;
  readonly page: () => PageFiles;
  readonly version: string;
};
/** Files that are open at once; a window that was closed in the middle is overtaken by newer ones. */
const MOST_AT_ONCE = 4;
/** So long nothing is asked of a file before it is let go. */
const LEFT_AFTER_MS = 2 * 60_000;
const GONE = 'The file is not here any more. Open it again.';

/** A file that is open. `taken`: pieces of it that came. */
type OpenFile = BundleReading & { taken: number; leave: () => void };

type Handlers = Pick<ShellHandlers, 'bundles.make' | 'bundles.open' | 'bundles.read' | 'bundles.close'>;
export type SealedFiles = {
  readonly handlers: Handlers;
  /** Lets go of every file that is open. */
  readonly stop: () => void;
};

/** Makes bundles for screens, and opens those that they bring. */
export function createSealedFiles(parts: SealedFilesParts): SealedFiles {
  const files = new Map<string, OpenFile>();
  const close = (file: string) => {
    const known = files.get(file);
    files.delete(file);
    known?.leave();
    known?.close();
  };
  const begin = (file: string): OpenFile => {
    close(file);
    const begun = { ...parts.openBundle(), taken: 0, leave: () => {} };
    files.set(file, begun);
    const [oldest] = files.keys();
    if (files.size > MOST_AT_ONCE && oldest !== undefined) close(oldest);
    return begun;
  };
  /** Does something with a file, which is let go where it cannot be done, or where nothing follows. */
  const withFile = async <T>(file: string, known: OpenFile, run: () => Promise<T>): Promise<T> => {
    known.leave();
    try {
      return await run();
    } catch (error) {
      close(file);
      throw error;
    } finally {
      known.leave();
      if (files.get(file) === known) known.leave = parts.timers.after(LEFT_AFTER_MS, () => close(file));
    }
  };
  const handlers: Handlers = {
    'bundles.make': async ({ finding, redacted }, caller) => {
      const { signer, page, tools, version } = ready(parts);
      const collected = await collectBundle(asking(parts, caller), finding, redacted);
      const bytes = await makeBundle(collected, redacted, { signer, page, tools, version });
      return {
        name: bundleName(finding, redacted),
        base64: Buffer.from(bytes).toString('base64'),
        bytes: bytes.length,
        fingerprint: tools.sha256(signer.publicKey),
      };
    },
    'bundles.open': async ({ file, piece, last, base64 }, caller) => {
      const known = piece === 0 ? begin(file) : files.get(file);
      if (known?.taken !== piece) throw new Refused('conflict', GONE);
      known.taken++;
      return withFile(file, known, async () => {
        await known.take(base64);
        if (!last) return { opened: null };
        const opened = openedBundle(await known.verify(), await signersOf(parts, caller));
        if (opened.state === 'BROKEN') close(file);
        return { opened };
      });
    },
    'bundles.read': async ({ file, piece }) => {
      const known = files.get(file);
      if (known === undefined) throw new Refused('conflict', GONE);
      return withFile(file, known, async () => ({ text: await known.text(piece) }));
    },
    'bundles.close': ({ file }) => {
      close(file);
      return {};
    },
  };
  return { handlers, stop: () => [...files.keys()].forEach(close) };
}

/** Whatever is needed is there before the trail says that something was exported. */
function ready({ signer, page, ...rest }: SealedFilesParts) {
  try {
    return { ...rest, signer: signer(), page: page() };
  } catch (error) {
    throw new Refused(
      'unavailable',
      `Nothing can be sealed here: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** As whoever asks: dispatch has looked whether they may, and what they see is theirs. */
const asking =
  ({ dispatch }: SealedFilesParts, caller: Caller): AskFor =>
  async (method, input) =>
    // Safe: dispatch has parsed the answer by this method's schema.
    (await dispatch({ ...caller, standing: 'program' }, method, input)) as Reply<Answer<typeof method>>;

/** Whose keys are known here. */
type Signers = { readonly own: string | null; readonly known: Answer<'bundles.signers'> };

async function signersOf(parts: SealedFilesParts, caller: Caller): Promise<Signers> {
  const reply = await asking(parts, caller)('bundles.signers', {});
  return { own: parts.ownFingerprint(), known: reply.ok ? reply.value : [] };
}

function openedBundle(result: ReadBundle, { own, known }: Signers): OpenedBundle {
  if (!result.ok) return { state: 'BROKEN', part: result.part, why: result.why };
  const { finding: _, site: __, title: ___, signer, made_at, ...manifest } = result.manifest;
  const { fingerprint } = signer;
  const name = known.find((each) => each.fingerprint === fingerprint)?.name ?? null;
  return {
    ...{ state: 'INTACT', pieces: result.pieces, name },
    seal: { ...manifest, made_at: Date.parse(made_at), fingerprint },
    signer: own === fingerprint ? 'OWN' : name === null ? 'UNKNOWN' : 'KNOWN',
  };
}
