import { userInfo } from 'node:os';
import { ShellFacts } from '#contract/shell.ts';
import type { CliParts } from '#main/hosts/cli/parts.ts';
import type { Installation } from './cli-connection.ts';
import type { CliSession } from './cli-session.ts';
import { connectLocal } from './hosts/local-socket/client.ts';

const NOTHING = { threads: null, starts: null };

/** What the doctor cannot know of the running program, as it says itself; nulls where none runs, or it does not tell whoever asks. */
export async function askRunning(
  { dataFolder }: Installation,
  session: CliSession | null,
): ReturnType<CliParts['running']> {
  const client = await connectLocal(dataFolder);
  if (client === null) return NOTHING;
  try {
    const who = { name: userInfo().username, session: session?.token ?? null };
    const reply = await client.call(who, 'shell.facts', {});
    if (!reply.ok) return NOTHING;
    const { workers, starts } = ShellFacts.parse(reply.value);
    return { threads: workers.map(({ name, state, restarts }) => ({ name, state, restarts })), starts };
  } finally {
    client.close();
  }
}
