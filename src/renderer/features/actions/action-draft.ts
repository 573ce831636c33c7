import type { Input } from '#contract/index.ts';
import { MAIL_PRESET, PRESETS, type PresetName } from '#renderer/words/action-presets.ts';
import type { ActionRow } from './actions-store.ts';

type Save = Input<'actions.save'>;
export type Kind = PresetName | 'MAIL';

/** An action as it is being written: everything is text. */
export type Draft = {
  readonly kind: Kind;
  readonly name: string;
  readonly title: string;
  readonly on: boolean;
  readonly cap: string;
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: string;
  readonly template: string;
  readonly resolve: string;
  readonly secret: string;
  readonly host: string;
  readonly port: string;
  readonly security: 'TLS' | 'STARTTLS' | 'NONE';
  readonly username: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
};

type Shared = Omit<Draft, 'kind' | 'name'>;
const EMPTY: Shared = {
  ...{ title: '', on: true, cap: '4', method: 'POST', url: '', headers: '', template: '', resolve: '' },
  ...{ secret: '', host: '', port: '465', security: 'TLS', username: '', from: '', to: '', subject: '' },
};
const headerLines = (headers: readonly { readonly name: string; readonly value: string }[]): string =>
  headers.map(({ name, value }) => `${name}: ${value}`).join('\n');

/** What an action of a kind is begun with. */
export function begin(kind: Kind): Draft {
  if (kind === 'MAIL') return { ...EMPTY, ...MAIL_PRESET, kind };
  const { name, means } = PRESETS[kind];
  const { template, method, resolve_template } = means;
  const headers = headerLines(means.headers);
  return { ...EMPTY, kind, name, method, headers, template, resolve: resolve_template ?? '' };
}

/** An action that there is. */
export function draftOf({ name, title, on, hourly_cap, means }: ActionRow): Draft {
  const shared = { ...EMPTY, name, title, on, cap: String(hourly_cap) };
  if (means === null) return { ...shared, kind: 'WEBHOOK' };
  if (means.kind === 'MAIL') {
    const { host, port, security, username } = means.server;
    return {
      ...{ ...shared, kind: 'MAIL', host, security, port: String(port), username: username ?? '' },
      ...{ from: means.from, to: means.to.join(', '), subject: means.subject },
      ...{ template: means.text, resolve: means.resolve_text ?? '' },
    };
  }
  const { method, url, template, resolve_template } = means;
  const headers = headerLines(means.headers);
  return { ...shared, kind: 'WEBHOOK', method, url, headers, template, resolve: resolve_template ?? '' };
}

/** What is saved. A secret that was not entered stays as it is. */
export function saveOf(draft: Draft): Save {
  const { name, title, on, template, resolve, secret } = draft;
  const shared = {
    ...{ name: name.trim(), title: title.trim(), on, hourly_cap: Number(draft.cap) },
    ...(secret === '' ? {} : { secret }),
  };
  if (draft.kind !== 'MAIL')
    return {
      ...shared,
      means: {
        ...{
          kind: 'WEBHOOK',
          method: draft.method,
          url: draft.url.trim(),
          headers: headersOf(draft.headers),
        },
        ...{ template, resolve_template: resolve.trim() === '' ? null : resolve },
      },
    };
  const { host, security, username, from, to, subject } = draft;
  return {
    ...shared,
    means: {
      kind: 'MAIL',
      server: { host: host.trim(), port: Number(draft.port), security, username: username.trim() || null },
      from: from.trim(),
      to: to.split(/[,\s]+/).filter((each) => each !== ''),
      ...{ subject, text: template, resolve_text: resolve.trim() === '' ? null : resolve },
    },
  };
}

/** A line without a colon becomes a name that nothing takes: the answer says so. */
const headersOf = (lines: string) =>
  lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, Math.max(0, colon)).trim(), value: line.slice(colon + 1).trim() };
    });

/** Whether everything that is needed has been given. */
export function isComplete({ kind, name, title, cap, url, template, host, port, from, to }: Draft): boolean {
  const isNumber = (text: string) => /^\d{1,5}$/.test(text) && Number(text) > 0;
  const own = kind === 'MAIL' ? [host, from, to] : [url];
  return (
    [name, title, template, ...own].every((text) => text.trim() !== '') && isNumber(cap) && isNumber(port)
  );
}
