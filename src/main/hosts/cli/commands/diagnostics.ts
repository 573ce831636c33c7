import type { Command } from '../command.ts';
import { Failure } from '../command.ts';
import { plain } from '../output.ts';
import { DONE } from '../usage.ts';
import { writeNew } from '../write-new.ts';

/** One file for whoever helps, with nobody and no place in it; with a running engine and without one. */
export const diagnosticsCommand: Command = {
  usage: 'vigil diagnostics --out FILE [--db FILE] [--json]',
  operands: false,
  options: { out: { type: 'string' } },
  async run(given, { output, parts, file, ask }) {
    const out = given.needText('out');
    const { parts: inside, zip } = await ask('diagnostics.make', await parts.running(file));
    const bytes = Buffer.from(zip, 'base64');
    await writeNew(out, bytes).catch((error: unknown) => {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      const why = isThere
        ? 'there is such a file already'
        : error instanceof Error
          ? error.message
          : String(error);
      throw new Failure({ code: 'bad-request', message: `${out} cannot be written: ${why}` });
    });
    output.result({ file: out, bytes: bytes.length, parts: inside }, () =>
      [
        `${plain(out)} (${bytes.length} bytes) holds no names of people or places, no positions, numbers to call or secrets:`,
        ...inside.map((part) => `  ${part.file.padEnd(14)} ${part.about} (${part.bytes} bytes)`),
      ].join('\n'),
    );
    return DONE;
  },
};
