/** Where the command writes: results to `out`, everything else to `err`. */
export type Streams = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

/** What a command says. With --json, standard output holds JSON lines and nothing else. */
export type Output = {
  readonly json: boolean;
  /** One result for programs; `human` says the same to people. */
  readonly result: (record: object, human: () => string) => void;
  /** Records for programs, a table for people. */
  readonly records: <R extends object>(records: readonly R[], columns: readonly Column<R>[]) => void;
  /** Progress, warnings and reasons: always to standard error. */
  readonly tell: (text: string) => void;
};

export type Column<R> = { readonly title: string; readonly of: (record: R) => string | number | null };

export function createOutput({ out, err }: Streams, json: boolean): Output {
  return {
    json,
    result: (record, human) => out(json ? `${JSON.stringify(record)}\n` : `${human()}\n`),
    records(records, columns) {
      if (!json) return out(`${table(records, columns)}\n`);
      for (const record of records) out(`${JSON.stringify(record)}\n`);
    },
    tell: (text) => err(`${text}\n`),
  };
}

/** Columns as wide as their widest cell; `-` where there is nothing. Says so when there are no rows. */
export function table<R>(records: readonly R[], columns: readonly Column<R>[]): string {
  if (records.length === 0) return 'Nothing to show.';
  const rows = records.map((record) => columns.map(({ of }) => printable(of(record))));
  const widths = columns.map(({ title }, place) =>
    Math.max(title.length, ...rows.map((row) => row[place]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...rows.map(line)].join('\n');
}

/** Text of files must not steer the terminal. */
const printable = (value: string | number | null): string => (value === null ? '-' : plain(String(value)));

/** The text without control characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that it removes
export const plain = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
