import type { RecognisedFile } from '#contract/imports.ts';
import type { Api } from '#contract/index.ts';
import {
  CONFIGURATION_KINDS,
  type ConfigurationKind,
  type FileKind,
  TELEMETRY_KINDS,
  type TelemetryKind,
} from '#core/model/file-kind.ts';
import {
  type ChosenFile,
  type Encoding,
  type FileForm,
  guessEncoding,
  headOf,
  headText,
} from './file-text.ts';

/** What a file does not say itself and a person says beside it. */
export type Beside = {
  readonly site?: string;
  readonly person?: string;
  readonly device?: string;
  readonly use?: 'shifts' | 'maintenance';
};

/** One file of the import: what it was recognised as, and what a person made of that. */
export type ImportFile = FileForm & {
  readonly id: number;
  readonly file: ChosenFile;
  readonly kind: FileKind;
  /** False: only its name says so, or a person has not looked yet. */
  readonly sure: boolean;
  readonly beside: Beside;
  /** How its columns become events, for a table. */
  readonly mapping: Readonly<Record<string, unknown>> | null;
  /** Why nothing can be made of it. */
  readonly trouble: string | null;
};

export const isConfiguration = (kind: FileKind): kind is ConfigurationKind =>
  CONFIGURATION_KINDS.some((each) => each === kind);
export const isTelemetry = (kind: FileKind): kind is TelemetryKind =>
  TELEMETRY_KINDS.some((each) => each === kind);
export const isTable = ({ kind }: Pick<ImportFile, 'kind'>): boolean => kind === 'table';

/** A file with what the engine says of it; one that is not UTF-8 is asked about again as what it probably is. */
export async function recogniseFile(api: Api, id: number, file: ChosenFile): Promise<ImportFile> {
  const head = await headOf(file);
  const ask = async (encoding: Encoding): Promise<RecognisedFile | string> => {
    const reply = await api.call('imports.recognise', {
      files: [{ name: file.name, head: headText(head, encoding) }],
    });
    if (!reply.ok) return reply.fault.message;
    return reply.value[0] ?? file.name;
  };
  const unread = { id, file, encoding: 'utf-8', compressed: false, kind: 'unknown', sure: false } as const;
  const rest = { beside: {}, mapping: null, trouble: null };
  const first = await ask('utf-8');
  if (typeof first === 'string') return { ...unread, ...rest, trouble: first };
  const { kind, sure, compressed, encoding } = first;
  if (encoding.startsWith('utf-8') || compressed) return { ...unread, ...rest, kind, sure, compressed };
  const guessed = guessEncoding(head);
  const second = await ask(guessed);
  if (typeof second === 'string') return { ...unread, ...rest, trouble: second };
  return { ...unread, ...rest, encoding: guessed, kind: second.kind, sure: false };
}
