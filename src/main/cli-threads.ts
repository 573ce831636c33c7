import { userInfo } from 'node:os';
import { ShellFacts } from '#contract/shell.ts';
import type { CliParts } from '#main/hosts/cli/parts.ts';
import type { Installation } from './cli-connection.ts';
import type { CliSession } from './cli-session.ts';
import { connectLocal } from './hosts/local-socket/client.ts';

/** The threads of the running program by what it says itself; null where none runs, or it does not tell whoever asks. */
export async function askThreads(
  { dataFolder }: Installation,
  session: CliSession | null,
): ReturnType<CliParts['threads']> {
  const client = await connectLocal(dataFolder);
  if (client === null) return null;
  try {
    const who = { name: userInfo().username, session: session?.token ?? null };
    const reply = await client.call(who, 'shell.facts', {});
    if (!reply.ok) return null;
    return ShellFacts.parse(reply.value).workers.map(({ name, state, restarts }) => ({
      name,
      state,
      restarts,
    }));
  } finally {
    client.close();
  }
}
