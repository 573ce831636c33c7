import { readAttachment } from '#main/adapters/lan/attachment.ts';
import { compose, type RunningShell, type ShellParts } from './compose.ts';
import { composeAttached } from './compose-attached.ts';

/** The program of this data folder: with an engine of its own, or attached to another workstation's. Throws AlreadyRunning. */
export async function startShell(parts: ShellParts): Promise<RunningShell> {
  const attachment = parts.demo ? null : readAttachment(parts.dataFolder);
  return attachment === null ? compose(parts) : composeAttached(parts, attachment);
}
