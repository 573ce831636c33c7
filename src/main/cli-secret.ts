import { once } from 'node:events';
import { createInterface } from 'node:readline';

const ENTER = /[\r\n]/;
const BACKSPACE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

/** Asks for a PIN or password: at a terminal without showing it, else it is the first line that comes. Never an argument, which every user of the machine could read. */
export async function askSecret(
  question: string,
  input: NodeJS.ReadStream,
  output: Pick<NodeJS.WriteStream, 'write'>,
): Promise<string> {
  if (!input.isTTY) {
    const lines = createInterface({ input });
    for await (const line of lines) return line;
    return '';
  }
  output.write(question);
  input.setRawMode(true);
  input.resume();
  let secret = '';
  try {
    for (;;) {
      const [chunk] = (await once(input, 'data')) as [Buffer];
      for (const letter of String(chunk)) {
        if (ENTER.test(letter)) return secret;
        if (letter === INTERRUPT) process.exit(130);
        secret = BACKSPACE.has(letter) ? [...secret].slice(0, -1).join('') : secret + letter;
      }
    }
  } finally {
    input.setRawMode(false);
    input.pause();
    output.write('\n');
  }
}
