import type { MqttDto } from '#contract/connectors.ts';
import type { Input } from '#contract/index.ts';
import { given, isName, tenantOf, tenantText } from './draft-text.ts';
import { readPaths, writePaths } from './field-paths.ts';
import type { TopicDraft } from './topics-field.tsx';

type Text = 'name' | 'url' | 'version' | 'username' | 'password' | 'ca' | 'certificate' | 'key' | 'tenant';
/** A broker as it is edited. */
export type MqttDraft = Readonly<Record<Text, string>> & { readonly maps: readonly TopicDraft[] };

const FIRST_TOPIC: TopicDraft = {
  topic: 'owntracks/{user}/{device}/#',
  format: 'owntracks',
  type: 'location',
  paths: '',
};

/** What is shown at first; of a new broker what is usual. */
export const draftOf = (broker: MqttDto | null): MqttDraft => ({
  name: broker?.name ?? '',
  url: broker?.url ?? '',
  version: String(broker?.version ?? 4),
  username: broker?.username ?? '',
  password: '',
  ca: broker?.ca ?? '',
  certificate: broker?.certificate ?? '',
  key: '',
  tenant: tenantText(broker?.tenant),
  maps: broker?.maps.map(({ fields, ...map }) => ({ ...map, paths: writePaths(fields) })) ?? [FIRST_TOPIC],
});

/** Whether it may be sent; the engine looks closer. */
export const isComplete = ({ name, url, maps }: MqttDraft): boolean =>
  isName(name) && /^mqtts?:\/\/./.test(url.trim()) && maps.every(({ topic }) => topic.trim() !== '');

/** What is sent. A secret that nobody typed stays as it is, unless what it belongs to was taken away. */
export function inputOf(draft: MqttDraft): Input<'mqtt.save'> {
  const { name, url, version, username, password, ca, certificate, key, tenant, maps } = draft;
  const secret = (text: string, needed: string) =>
    given(needed) === null ? null : (given(text) ?? undefined);
  return {
    name: name.trim(),
    url: url.trim(),
    version: version === '5' ? 5 : 4,
    username: given(username),
    password: secret(password, username),
    ca: given(ca),
    certificate: given(certificate),
    key: secret(key, certificate),
    tenant: tenantOf(tenant),
    maps: maps.map(({ paths, ...map }) => ({ ...map, topic: map.topic.trim(), fields: readPaths(paths) })),
  };
}
