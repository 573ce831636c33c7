import type { Webhook } from '#core/model/action.ts';

/** What an action is begun with. The address and the names of members are the receiver's: they are changed before it is saved. */
export type Preset = {
  readonly name: string;
  readonly means: Pick<Webhook, 'method' | 'headers' | 'template' | 'resolve_template'>;
};

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const BEARER = [{ name: 'Authorization', value: 'Bearer {{secret}}' }];

/** Webhooks by what runbooks call them. */
export const PRESETS = {
  WEBHOOK: {
    name: 'notify',
    means: {
      method: 'POST',
      headers: BEARER,
      template: json({
        kind: '{{message.kind}}',
        finding: '{{finding.id}}',
        type: '{{finding.type}}',
        severity: '{{finding.severity}}',
        site: '{{site.code}}',
        title: '{{finding.title}}',
        message: '{{finding.message}}',
        detected_at: '{{finding.detected_at}}',
      }),
      resolve_template: json({ kind: '{{message.kind}}', finding: '{{finding.id}}' }),
    },
  },
  SMS: {
    name: 'send_sms',
    means: {
      method: 'POST',
      headers: BEARER,
      template: json({ to: '+49…', text: '{{finding.severity}} {{site.code}}: {{finding.title}}' }),
      resolve_template: null,
    },
  },
  TICKET: {
    name: 'create_ticket',
    means: {
      method: 'POST',
      headers: BEARER,
      template: json({
        external_id: '{{finding.id}}',
        title: '{{site.code}}: {{finding.title}}',
        description: '{{finding.message}}',
        priority: '{{finding.severity}}',
        state: 'open',
      }),
      resolve_template: json({ external_id: '{{finding.id}}', state: 'closed' }),
    },
  },
} as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;

/** A letter is begun with this. */
export const MAIL_PRESET = {
  name: 'send_email',
  subject: '{{finding.severity}} {{site.code}}: {{finding.title}}',
  template:
    '{{finding.title}}\n{{finding.message}}\nSite {{site.code}} {{site.name}}, since {{finding.started_at}}.',
  resolve: '{{finding.title}} at {{site.code}} is over.',
};
