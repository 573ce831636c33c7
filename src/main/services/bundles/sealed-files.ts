import type { OpenedBundle } from '#contract/bundles.ts';
import type { CaseDto } from '#contract/cases.ts';
import type { Answer } from '#contract/index.ts';
import type { Reply } from '#contract/reply.ts';
import type { OpenBundle, ReadBundle } from '#main/ports/bundle-reader.ts';
import type { RandomId } from '#main/ports/random.ts';
import type { Timers } from '#main/ports/time.ts';
import type { Dispatch } from '../dispatch.ts';
import { type Caller, Refused, type ShellHandlers } from '../handlers.ts';
import { type AskFor, answerOf, collectBundle } from './collected.ts';
import { bundleName } from './make.ts';
import { createOpenFiles, type OpenFiles, type SealedFile } from './open-files.ts';
import { sealOf } from './reading.ts';
import { notHere, type OpenSealing } from './sealing.ts';

export type SealedFilesParts = {
  readonly dispatch: Dispatch;
  readonly openBundle: OpenBundle;
  readonly openSealing: OpenSealing;
  readonly timers: Timers;
  readonly randomId: RandomId;
  /** null: nothing was ever sealed here. */
  readonly ownFingerprint: () => string | null;
};

type Name =
  | `bundles.${'make' | 'sealed' | 'open' | 'read' | 'close'}`
  | `cases.${'begin' | 'bring' | 'seal'}`;
type Handlers = Pick<ShellHandlers, Name>;
export type SealedFiles = {
  readonly handlers: Handlers;
  /** Lets go of every file that is open. */
  readonly stop: () => void;
};

/** Makes bundles and cases for screens, and opens those that they bring. */
export function createSealedFiles(parts: SealedFilesParts): SealedFiles {
  const files = createOpenFiles(parts.timers);
  const handlers = { ...createReadHandlers(parts, files), ...createSealHandlers(parts, files) };
  return { handlers, stop: files.closeAll };
}

function createReadHandlers(
  parts: SealedFilesParts,
  files: OpenFiles,
): Pick<Handlers, 'bundles.open' | 'bundles.read' | 'bundles.close'> {
  return {
    'bundles.open': async ({ file, piece, last, base64 }, caller) => {
      if (piece === 0) files.add(file, { kind: 'READ', reading: parts.openBundle(), taken: 0, found: null });
      const known = files.find(file, 'READ');
      if (known.taken !== piece)
        throw new Refused('conflict', 'A piece of the file is missing. Open it again.');
      known.taken++;
      return files.use(file, async () => {
        await known.reading.take(base64);
        if (!last) return { opened: null };
        const found = await known.reading.verify();
        known.found = found;
        const opened = openedBundle(found, await signersOf(parts, caller));
        if (opened.state === 'BROKEN') files.close(file);
        return { opened };
      });
    },
    'bundles.read': async ({ file, piece }) => {
      const { reading } = files.find(file, 'READ');
      return files.use(file, async () => ({ text: await reading.text(piece) }));
    },
    'bundles.close': ({ file }) => {
      files.close(file);
      return {};
    },
  };
}

function createSealHandlers(
  parts: SealedFilesParts,
  files: OpenFiles,
): Omit<Handlers, keyof ReturnType<typeof createReadHandlers>> {
  /** Whatever is needed is there before the trail says that something was exported. */
  const begin = async (file: string) => {
    const { sealing } = files.add(file, { kind: 'SEALED', sealing: parts.openSealing(), brought: new Map() });
    await files.use(file, sealing.ready);
    return sealing;
  };
  return {
    'bundles.make': async ({ finding, redacted }, caller) => {
      const file = parts.randomId();
      const sealing = await begin(file);
      return files.use(file, async () => {
        const collected = await collectBundle(asking(parts, caller), finding, redacted);
        const sealed = await sealing.finding(collected, redacted);
        return { name: bundleName(finding, redacted), file, ...sealed };
      });
    },
    'bundles.sealed': async ({ file, piece }) => {
      const { sealing } = files.find(file, 'SEALED');
      return files.use(file, async () => ({ base64: await sealing.piece(piece) }));
    },
    'cases.begin': async ({ id }, caller) => {
      answerOf(await asking(parts, caller)('cases.get', { id }));
      const file = parts.randomId();
      await begin(file);
      return { file };
    },
    'cases.bring': async ({ file, opened }) => {
      const { sealing, brought } = files.find(file, 'SEALED');
      const { reading, found } = files.find(opened, 'READ');
      if (!found?.ok || found.manifest.format !== 'vigil-evidence-bundle')
        throw new Refused('conflict', 'Only a bundle that is intact can be a part of a case.');
      const { pieces, manifest, redaction } = found;
      return files.use(file, async () => {
        for (let piece = 0; ; piece++) {
          const base64 = await reading.bytes(piece);
          if (base64 === '') break;
          await sealing.take(base64);
        }
        const texts: string[] = [];
        for (let piece = 0; piece < pieces; piece++) texts.push(await reading.text(piece));
        const sha256 = await sealing.brought(
          { ...sealOf(manifest), redacted: redaction === 'HELD' },
          texts.join(''),
        );
        brought.set(sha256, {
          finding: manifest.finding,
          fingerprint: manifest.signer.fingerprint,
          isLeftOut: redaction === 'HELD',
        });
        files.close(opened);
        return { sha256 };
      });
    },
    'cases.seal': async ({ file, id, redacted }, caller) => {
      const { sealing, brought } = files.find(file, 'SEALED');
      const ask = asking(parts, caller);
      return files.use(file, async () => {
        const folder = answerOf(await ask('cases.get', { id }));
        for (const item of folder.items) refuseOther(item, brought, redacted);
        const { trail_head, ...made } = answerOf(await ask('cases.note', { id, redacted }));
        for (const { finding, bundle } of folder.items)
          if (bundle === null) await sealing.finding(await collectBundle(ask, finding, redacted), redacted);
        const sealed = await sealing.folder({ folder, redacted, made, trail_head });
        return { name: bundleName(id, redacted), ...sealed };
      });
    },
  };
}

/** A case says of a bundle what a screen said: what was brought must be that, and in a redacted case hold no names. Throws Refused. */
function refuseOther(
  { finding, bundle }: CaseDto['items'][number],
  brought: SealedFile['brought'],
  redacted: boolean,
): void {
  if (bundle === null) return;
  const known = brought.get(bundle.sha256);
  if (known === undefined) throw notHere(bundle.file_name);
  if (known.finding !== finding || known.fingerprint !== bundle.fingerprint)
    throw new Refused(
      'conflict',
      `${bundle.file_name} is not what the case says of it: take it out, and add it again.`,
    );
  if (redacted && !known.isLeftOut)
    throw new Refused(
      'conflict',
      `${bundle.file_name} holds names and positions: take it out, or save everything.`,
    );
}

/** As whoever asks: dispatch has looked whether they may, and what they see is theirs. */
const asking =
  ({ dispatch }: Pick<SealedFilesParts, 'dispatch'>, caller: Caller): AskFor =>
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
  const { format, finding, title } = result.manifest;
  const { redaction } = result;
  const seal = { ...sealOf(result.manifest), redacted: redaction === 'HELD' };
  const name = known.find(({ fingerprint }) => fingerprint === seal.fingerprint)?.name ?? null;
  return {
    ...{ state: 'INTACT', seal, redaction, finding, title, name },
    ...{ pieces: result.pieces, sha256: result.sha256 },
    kind: format === 'vigil-case-file' ? 'CASE' : 'BUNDLE',
    signer: own === seal.fingerprint ? 'OWN' : name === null ? 'UNKNOWN' : 'KNOWN',
  };
}
