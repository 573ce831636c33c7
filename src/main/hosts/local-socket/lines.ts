import type { Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';

/** Calls back with each whole line as JSON; a line that is too long or is no JSON ends the connection. */
export function readLines(socket: Socket, longest: number, line: (value: unknown) => void): void {
  const decoder = new StringDecoder('utf8');
  const parts: string[] = [];
  let held = 0;
  socket.on('data', (chunk: Buffer) => {
    const pieces = decoder.write(chunk).split('\n');
    for (const [index, piece] of pieces.entries()) {
      parts.push(piece);
      held += piece.length;
      if (held > longest) return void socket.destroy(new Error('a line is too long'));
      if (index === pieces.length - 1) return;
      const text = parts.join('');
      parts.length = 0;
      held = 0;
      if (text === '') continue;
      try {
        line(JSON.parse(text));
      } catch (error) {
        return void socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    }
  });
}

export const writeLine = (socket: Socket, value: unknown): void => {
  if (socket.writable) socket.write(`${JSON.stringify(value)}\n`);
};
