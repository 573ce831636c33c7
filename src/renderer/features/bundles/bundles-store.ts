import { createStore } from 'zustand';
import type { BroughtFile } from '#contract/brought.ts';
import type { BundleView } from '#contract/bundle-view.ts';
import { LARGEST_BUNDLE, LONGEST_BUNDLE_PIECE, type OpenedBundle } from '#contract/bundles.ts';
import type { Api, Fault } from '#contract/index.ts';
import { fromBase64, toBase64 } from '#renderer/ui/base64.ts';
import { bundleScreenWords as words } from '#renderer/words/bundles.ts';

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
/** A bundle that is as it was sealed, with what it shows. */
export type IntactBundle = Extract<OpenedBundle, { state: 'INTACT' }> & { readonly view: BundleView };

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
  readonly choose: (id: string) => void;
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
      // Safe: whoever verified it has read it by this schema.
      return { ...opened, view: JSON.parse(texts.join('')) as BundleView };
    };
    const read = async (id: string, { size, read: readPiece }: Source): Promise<OpenedFile['result']> => {
      if (size > LARGEST_BUNDLE) return { state: 'FAILED', why: words.tooLarge };
      for (let piece = 0; ; piece++) {
        const found = await readPiece(piece * PIECE, PIECE);
        if ('why' in found) return { state: 'FAILED', why: found.why };
        const { base64 } = found;
        const last = (piece + 1) * PIECE >= size;
        const reply = await api.call('bundles.open', { file: id, piece, last, base64 });
        if (!reply.ok) return { state: 'FAILED', why: reply.fault.message };
        if (reply.value.opened !== null) return shown(id, reply.value.opened);
        if (last) return { state: 'FAILED', why: words.notAnswered };
      }
    };
    const openAll = async (sources: readonly Source[]) => {
      const added = sources.map((source) => ({ id: newId(), source }));
      const opening = added.map(({ id, source }) => ({
        ...{ id, name: source.name },
        result: { state: 'OPENING' } as const,
      }));
      set({ files: [...get().files, ...opening], chosen: added[0]?.id ?? get().chosen });
      for (const { id, source } of added) {
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
      close(id) {
        const files = get().files.filter((file) => file.id !== id);
        set({ files, chosen: get().chosen === id ? (files.at(-1)?.id ?? null) : get().chosen });
      },
      ask: (exporting) => set({ exporting, fault: undefined }),
      async seal(redacted) {
        const { exporting, busy } = get();
        if (exporting === null || busy) return;
        set({ busy: true, fault: undefined });
        const reply = await api.call('bundles.make', { finding: exporting.finding, redacted });
        set({ busy: false });
        if (!reply.ok) return set({ fault: reply.fault });
        save(reply.value.name, fromBase64(reply.value.base64));
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
