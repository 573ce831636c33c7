import { compose, type ShellParts } from '#main/compose.ts';
import { windowOf } from '#test/kit/desk.ts';
import { PROGRAM_FILES } from './command-line.ts';

/** The whole program but its windows, on this folder; `restarts` hears why it wanted to start again. */
export async function runProgram(dataFolder: string, parts: Partial<ShellParts> = {}) {
  const { threads, resources, version } = PROGRAM_FILES;
  const restarts: string[] = [];
  const shell = await compose({
    dataFolder,
    threads,
    resources,
    version,
    host: 'loopback',
    demo: false,
    startAgain: (why) => restarts.push(why),
    ...parts,
  });
  return {
    shell,
    restarts,
    state: () => shell.state().state,
    ask: (method: string, input: unknown) => windowOf(shell).call(method, input),
  };
}
