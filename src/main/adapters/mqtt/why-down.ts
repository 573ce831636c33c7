import { networkFailures } from '#core/kit/network-failures.ts';

/** What a broker's refusal means (3.1.1: 1 to 5; 5: from 128). */
const REFUSALS: Readonly<Record<number, string>> = {
  1: 'The broker does not speak this version of MQTT: try the other one.',
  2: 'The broker does not take this client id.',
  3: 'The broker is not available now.',
  4: 'The broker does not know this name and password.',
  5: 'The broker does not let this name in.',
  132: 'The broker does not speak this version of MQTT: try the other one.',
  133: 'The broker does not take this client id.',
  134: 'The broker does not know this name and password.',
  135: 'The broker does not let this name in.',
  136: 'The broker is not available now.',
  137: 'The broker is busy.',
  138: 'The broker has banned this client.',
  142: 'Another client took over this session: is Vigil running twice?',
};
const FAILURES: Readonly<Record<string, string>> = {
  ...networkFailures('broker'),
  DEPTH_ZERO_SELF_SIGNED_CERT: "The broker's certificate is its own: give it as the certificate authority.",
  ERR_OSSL_PEM_NO_START_LINE: 'A certificate or key is no PEM text.',
};
/** What mqtt says when the broker does not answer a connection in time. */
const NO_ANSWER = /connack timeout/i;

/** Why a connection did not come about or ended, for people. Never says more of the address than they typed. */
export function whyDown(error: unknown): string {
  if (!(error instanceof Error)) return 'The connection failed.';
  const code = 'code' in error ? error.code : undefined;
  const known = typeof code === 'number' ? REFUSALS[code] : FAILURES[String(code)];
  if (known !== undefined) return known;
  if (NO_ANSWER.test(error.message)) return 'The machine takes connections there, but does not speak MQTT.';
  return `The connection failed: ${error.message}`;
}
