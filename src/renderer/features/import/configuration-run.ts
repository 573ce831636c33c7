import type { Answer, Api, Fault, Reply } from '#contract/index.ts';
import { textPieces } from './file-text.ts';
import { type ImportFile, isConfiguration } from './import-files.ts';
import { unreadable } from './telemetry-run.ts';

export type Diff = Answer<'imports.configuration'>;

export type ConfigurationOptions = { readonly dryRun: boolean; readonly deactivateMissing: boolean };

/** Configuration files on their way: put aside once, then tried and imported as often as is asked. */
export function createConfigurationRun(api: Api, importId: string) {
  /** How many pieces of each file lie there, by the file's number in this import. */
  const aside = new Map<number, number>();

  async function put({ id, file, ...form }: ImportFile): Promise<Fault | null> {
    let piece = 0;
    try {
      for await (const { text } of textPieces(file, form)) {
        const reply = await api.call('imports.put', { import: importId, file: id, piece, text });
        if (!reply.ok) return reply.fault;
        piece += 1;
      }
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return unreadable({ file }, error);
      throw error;
    }
    aside.set(id, piece);
    return null;
  }

  async function ask(files: readonly ImportFile[], options: ConfigurationOptions): Promise<Reply<Diff>> {
    for (const file of files) {
      const fault = aside.has(file.id) ? null : await put(file);
      if (fault !== null) return { ok: false, fault };
    }
    return api.call('imports.configuration', {
      import: importId,
      files: files.map(({ id, file, kind, beside: { site, person, use } }) => ({
        ...{ file: id, pieces: aside.get(id) ?? 1, name: file.name },
        ...(isConfiguration(kind) ? { kind } : {}),
        ...(site === undefined ? {} : { site }),
        ...(person === undefined ? {} : { person }),
        ...(use === undefined ? {} : { use }),
      })),
      dry_run: options.dryRun,
      deactivate_missing: options.deactivateMissing,
    });
  }

  return {
    /** What was put aside is another text now. */
    forget: (id: number) => void aside.delete(id),
    /** Tries or imports the files. What the engine no longer has is put aside once more. */
    async run(files: readonly ImportFile[], options: ConfigurationOptions): Promise<Reply<Diff>> {
      const reply = await ask(files, options);
      if (reply.ok || reply.fault.code !== 'not-found') return reply;
      aside.clear();
      return ask(files, options);
    },
  };
}
export type ConfigurationRun = ReturnType<typeof createConfigurationRun>;
