import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Writes to a stream; where its reader is slow, returns when there is room again. However many writes come meanwhile, one waits. */
export function createPacedWriter(stream: Writable): (text: string) => Promise<void> | undefined {
  let room: Promise<void> | undefined;
  const emptied = async (): Promise<void> => {
    await once(stream, 'drain');
    room = undefined;
  };
  return (text) => {
    if (stream.write(text)) return undefined;
    room ??= emptied();
    return room;
  };
}
