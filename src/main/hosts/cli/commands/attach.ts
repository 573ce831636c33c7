import type { Command, CommandContext } from '../command.ts';
import { plain } from '../output.ts';
import { DONE, type ExitCode, FAILED, UsageError } from '../usage.ts';

/** Makes this workstation one of another workstation's engine, or gives it its own again. */
export const attachCommand: Command = {
  usage: 'vigil attach [ADDRESS[:PORT] [--code CODE] | --off] [--db FILE] [--json]',
  operands: true,
  options: { code: { type: 'string' }, off: { type: 'boolean' } },
  async run(given, context) {
    const [address, ...more] = given.positionals;
    const code = given.text('code');
    const off = given.flag('off');
    if (more.length > 0 || (off && address !== undefined) || (code !== undefined && address === undefined))
      throw new UsageError('Give one address, maybe with the code; or --off; or nothing.');
    if (off) return detach(context);
    return address === undefined ? show(context) : attach(address, code, context);
  },
};

async function show({ parts, output, file }: CommandContext): Promise<ExitCode> {
  const attached = (await parts.attaching(file)).state();
  output.result({ attached }, () =>
    attached === null
      ? 'This workstation has an engine of its own.'
      : plain(`Attached to ${attached.address}, code ${attached.code}`),
  );
  return DONE;
}

async function detach({ parts, output, file }: CommandContext): Promise<ExitCode> {
  const had = (await parts.attaching(file)).detach();
  output.result({ attached: null, had }, () =>
    had
      ? 'From the next start on this workstation has an engine of its own.'
      : 'It had an engine of its own.',
  );
  return DONE;
}

async function attach(
  address: string,
  typed: string | undefined,
  { parts, output, file }: CommandContext,
): Promise<ExitCode> {
  const attaching = await parts.attaching(file);
  const found = await attaching.look(address);
  if (typed === undefined) {
    output.result({ address: found.address, code: found.code, attached: false }, () =>
      [
        `${found.address} shows the code ${found.code}`,
        `Compare it with the code on the other workstation, then: vigil attach ${found.address} --code ${found.code}`,
      ].join('\n'),
    );
    return DONE;
  }
  if (!found.matches(typed)) {
    output.tell(
      plain(
        `${found.address} does not show that code: nothing was changed. Somebody else may be answering there.`,
      ),
    );
    return FAILED;
  }
  attaching.attach(found);
  output.result({ address: found.address, code: found.code, attached: true }, () =>
    plain(`Attached to ${found.address}: start Vigil, and sign in there with your account.`),
  );
  return DONE;
}
