import { createStore } from 'zustand';
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
    const read = async (id: string, file: File): Promise<OpenedFile['result']> => {
      if (file.size > LARGEST_BUNDLE) return { state: 'FAILED', why: words.tooLarge };
      const bytes = new Uint8Array(await file.arrayBuffer());
      for (let piece = 0; ; piece++) {
        const end = (piece + 1) * PIECE;
        const base64 = toBase64(bytes.subarray(piece * PIECE, end));
        const last = end >= bytes.length;
        const reply = await api.call('bundles.open', { file: id, piece, last, base64 });
        if (!reply.ok) return { state: 'FAILED', why: reply.fault.message };
        if (reply.value.opened !== null) return shown(id, reply.value.opened);
        if (last) return { state: 'FAILED', why: words.notAnswered };
      }
    };
    return {
      files: [],
      chosen: null,
      exporting: null,
      busy: false,
      fault: undefined,
      async open(files) {
        const added = files.map((file) => ({ id: newId(), file }));
        const opening = added.map(({ id, file }) => ({
          ...{ id, name: file.name },
          result: { state: 'OPENING' } as const,
        }));
        set({ files: [...get().files, ...opening], chosen: added[0]?.id ?? get().chosen });
        for (const { id, file } of added) {
          const result = await read(id, file).catch(() => ({ state: 'FAILED' as const, why: words.notRead }));
          put(id, result);
        }
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
