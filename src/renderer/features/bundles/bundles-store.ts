import { createStore } from 'zustand';
import type { BroughtFile } from '#contract/brought.ts';
import type { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, LONGEST_BUNDLE_PIECE, type OpenedBundle } from '#contract/bundles.ts';
import type { CaseView } from '#contract/cases.ts';
import type { Api, Fault } from '#contract/index.ts';
import { toBase64 } from '#renderer/ui/base64.ts';
import { bundleScreenWords as words } from '#renderer/words/bundles.ts';
import { readSealed } from './read-sealed.ts';

/** A file that somebody opened here: what it is, or why that is not known. */
export type OpenedFile = {
  readonly id: string;
  readonly name: string;
  readonly result:
    | { readonly state: 'OPENING' }
    | { readonly state: 'FAILED'; readonly why: string }
    | Exclude<OpenedBundle, { state: 'INTACT' }>
    | IntactBundle;
};
type Intact = Extract<OpenedBundle, { state: 'INTACT' }>;
/** A file that is as it was sealed, with what it shows. */
export type IntactBundle =
  | (Intact & { readonly kind: 'BUNDLE'; readonly view: BundleView })
  | (Intact & { readonly kind: 'CASE'; readonly view: CaseView });

export type BundlesState = {
  /** In the order in which they were opened. */
  readonly files: readonly OpenedFile[];
  /** Id of the one that is shown; null: none. */
  readonly chosen: string | null;
  /** The finding that is being exported; null: none. */
  readonly exporting: { readonly finding: string; readonly title: string } | null;
  readonly busy: boolean;
  readonly fault: Fault | undefined;
  readonly open: (files: readonly File[]) => Promise<void>;
  /** Opens what was opened with Vigil from outside; `show` is called first where there is any. */
  readonly openBrought: (show: () => void) => Promise<void>;
  /** null: none is shown. */
  readonly choose: (id: string | null) => void;
  /** Has the file of these bytes verified once more, to be a part of a case; null: none is open here. */
  readonly verifyAgain: (sha256: string) => Promise<string | null>;
  readonly close: (id: string) => void;
  readonly ask: (about: { readonly finding: string; readonly title: string } | null) => void;
  readonly seal: (redacted: boolean) => Promise<void>;
  /** Calls a key by a name; an empty one forgets it. */
  readonly trust: (fingerprint: string, name: string) => Promise<boolean>;
};

export type BundlesParts = {
  readonly api: Api;
  readonly newId: () => string;
  readonly save: (name: string, bytes: Uint8Array<ArrayBuffer>) => void;
  readonly say: (text: string) => void;
};

/** Bytes of a piece: three of them are four characters. */
const PIECE = (LONGEST_BUNDLE_PIECE / 4) * 3;

/** Whether a file is a bundle by its name. */
export const isBundle = ({ name }: Pick<File, 'name'>): boolean => name.toLowerCase().endsWith('.vigil');

/** A file to open, wherever its bytes are; `read` gives a piece in Base64, or why it cannot. */
type Source = {
  readonly name: string;
  readonly size: number;
  readonly read: (
    at: number,
    length: number,
  ) => Promise<{ readonly base64: string } | { readonly why: string }>;
};

/** One that somebody chose or dropped here. */
const chosenSource = (file: File): Source => ({
  ...{ name: file.name, size: file.size },
  read: async (at, length) => ({
    base64: toBase64(new Uint8Array(await file.slice(at, at + length).arrayBuffer())),
  }),
});

/** One that somebody opened with Vigil. */
const broughtSource = (api: Api, { file, name, bytes, problem }: BroughtFile): Source => ({
  ...{ name, size: bytes },
  async read(at, length) {
    if (problem !== null) return { why: problem };
    const reply = await api.call('brought.read', { file, at, length });
    return reply.ok ? reply.value : { why: reply.fault.message };
  },
});

/** Sealed bundles: made of findings, and opened to read. What is opened is kept nowhere. */
export const createBundlesStore = ({ api, newId, save, say }: BundlesParts) =>
  createStore<BundlesState>()((set, get) => {
    /** Where the bytes of each file are: a case takes them again. */
    const sources = new Map<string, Source>();
    const put = (id: string, result: OpenedFile['result']) =>
      set({ files: get().files.map((file) => (file.id === id ? { ...file, result } : file)) });
    const shown = async (id: string, opened: OpenedBundle): Promise<OpenedFile['result']> => {
      if (opened.state !== 'INTACT') return opened;
      const texts: string[] = [];
      for (let piece = 0; piece < opened.pieces; piece++) {
        const reply = await api.call('bundles.read', { file: id, piece });
        if (!reply.ok) return { state: 'FAILED', why: reply.fault.message };
        texts.push(reply.value.text);
      }
      // Nothing waits for this: what is not closed is forgotten all the same.
      void api.call('bundles.close', { file: id });
      // Safe: whoever verified it has read it by the schema of its kind.
      return { ...opened, view: JSON.parse(texts.join('')) } as IntactBundle;
    };
    const read = async (id: string, source: Source): Promise<OpenedFile['result']> => {
      const opened = await verify(id, source);
      return opened.state === 'FAILED' ? opened : shown(id, opened);
    };
    const verify = async (
      id: string,
      { size, read: readPiece }: Source,
    ): Promise<OpenedBundle | { readonly state: 'FAILED'; readonly why: string }> => {
      if (size > LARGEST_BUNDLE) return { state: 'FAILED', why: words.tooLarge };
      for (let piece = 0; ; piece++) {
        const found = await readPiece(piece * PIECE, PIECE);
        if ('why' in found) return { state: 'FAILED', why: found.why };
        const { base64 } = found;
        const last = (piece + 1) * PIECE >= size;
        const reply = await api.call('bundles.open', { file: id, piece, last, base64 });
        if (!reply.ok) return { state: 'FAILED', why: reply.fault.message };
        if (reply.value.opened !== null) return reply.value.opened;
        if (last) return { state: 'FAILED', why: words.notAnswered };
      }
    };
    const openAll = async (given: readonly Source[]) => {
      const added = given.map((source) => ({ id: newId(), source }));
      const opening = added.map(({ id, source }) => ({
        ...{ id, name: source.name },
        result: { state: 'OPENING' } as const,
      }));
      set({ files: [...get().files, ...opening], chosen: added[0]?.id ?? get().chosen });
      for (const { id, source } of added) {
        sources.set(id, source);
        const result = await read(id, source).catch(() => ({ state: 'FAILED' as const, why: words.notRead }));
        put(id, result);
      }
    };
    return {
      files: [],
      chosen: null,
      exporting: null,
      busy: false,
      fault: undefined,
      open: (files) => openAll(files.map(chosenSource)),
      async openBrought(show) {
        const reply = await api.call('brought.take', {});
        if (!reply.ok || reply.value.files.length === 0) return;
        show();
        await openAll(reply.value.files.map((file) => broughtSource(api, file)));
      },
      choose: (chosen) => set({ chosen }),
      async verifyAgain(sha256) {
        const known = get().files.find(({ result }) => result.state === 'INTACT' && result.sha256 === sha256);
        const source = known && sources.get(known.id);
        const id = newId();
        const again = source && (await verify(id, source));
        return again?.state === 'INTACT' ? id : null;
      },
      close(id) {
        sources.delete(id);
        const files = get().files.filter((file) => file.id !== id);
        set({ files, chosen: get().chosen === id ? (files.at(-1)?.id ?? null) : get().chosen });
      },
      ask: (exporting) => set({ exporting, fault: undefined }),
      async seal(redacted) {
        const { exporting, busy } = get();
        if (exporting === null || busy) return;
        set({ busy: true, fault: undefined });
        const reply = await api.call('bundles.make', { finding: exporting.finding, redacted });
        const bytes = reply.ok ? await readSealed(api, reply.value) : reply;
        set({ busy: false });
        if (!reply.ok || !bytes.ok) return set({ fault: bytes.ok ? undefined : bytes.fault });
        save(reply.value.name, bytes.value);
        set({ exporting: null });
        say(words.sealed(reply.value.name, reply.value.fingerprint.slice(0, 16)));
      },
      async trust(fingerprint, name) {
        const reply = await api.call('bundles.trust', { fingerprint, name });
        if (!reply.ok) {
          say(words.notNamed(reply.fault.message));
          return false;
        }
        const signer = name === '' ? ('UNKNOWN' as const) : ('KNOWN' as const);
        for (const { id, result } of get().files)
          if (result.state === 'INTACT' && result.seal.fingerprint === fingerprint && result.signer !== 'OWN')
            put(id, { ...result, signer, name: name === '' ? null : name });
        return true;
      },
    };
  });
export type BundlesStore = ReturnType<typeof createBundlesStore>;
