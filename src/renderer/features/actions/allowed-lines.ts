import type { GuardRailsDto } from '#contract/actions.ts';

type Allowed = GuardRailsDto['allowed'];

/** Hosts as lines to type in: `HOST`, `HOST:PORT`, and ` inside` behind it. */
export const linesOf = (allowed: Allowed): string =>
  allowed
    .map(({ host, port, inside }) => {
      const shown = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
      return `${shown}${port === null ? '' : `:${port}`}${inside ? ' inside' : ''}`;
    })
    .join('\n');

/** The hosts of such lines; what is no port stays in the name, which is then refused with its line. */
export const allowedOf = (lines: string): Allowed =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [, address = '', inside] = /^(.*?)(\s+inside)?$/i.exec(line) ?? [];
      const [, host = address, port] = /^(.*[^:]):(\d{1,5})$/.exec(address) ?? [];
      return { host, port: port === undefined ? null : Number(port), inside: inside !== undefined };
    });
