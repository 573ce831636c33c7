import { once } from 'node:events';

const ENTER = /[\r\n]/;
const BACKSPACE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';

/** What came with a line before it was asked for. */
const early = new WeakMap<NodeJS.ReadStream, string>();

/** The next line, without what ends it; nothing where there is no more. Lets the program end although more could come. */
async function nextLine(input: NodeJS.ReadStream): Promise<string> {
  let text = early.get(input) ?? '';
  while (!text.includes('\n') && !input.readableEnded) {
    const ended = new AbortController();
    const { signal } = ended;
    const [chunk] = await Promise.race([once(input, 'data', { signal }), once(input, 'end', { signal })]);
    ended.abort();
    text += String(chunk ?? '');
  }
  input.pause();
  const [line = '', ...rest] = text.split('\n');
  early.set(input, rest.join('\n'));
  return line.replace(/\r$/, '');
}

/** Asks for a PIN or password: at a terminal without showing it, else it is the next line that comes. Never an argument, which every user of the machine could read. */
export async function askSecret(
  question: string,
  input: NodeJS.ReadStream,
  output: Pick<NodeJS.WriteStream, 'write'>,
): Promise<string> {
  if (!input.isTTY) {
    return nextLine(input);
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
