import { useStore } from 'zustand';
import { SEVERITIES } from '#core/model/finding.ts';
import { ROLLOUT_PHASES, SET_FROM } from '#core/model/rollout.ts';
import { ChoiceField, Field } from '#renderer/ui/field.tsx';
import { SEVERITY_WORD } from '#renderer/words/codes.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import styles from './rollout.module.css';
import type { RolloutStore, Values } from './rollout-store.ts';

const SENSITIVITIES = ['LOW', 'MEDIUM', 'HIGH'] as const;
const PRIORITIES = [1, 2, 3, 4, 5] as const;
/** No value is spelled like this. */
const AS_IT_IS = '-';

type SettingProps = {
  readonly label: string;
  readonly value: string | null;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string | null) => void;
};

const Setting = ({ label, value, choices, onChoose }: SettingProps) => (
  <Field label={label}>
    <ChoiceField
      value={value ?? AS_IT_IS}
      choices={[{ value: AS_IT_IS, label: words.asItIs }, ...choices]}
      onChoose={(chosen) => onChoose(chosen === AS_IT_IS ? null : chosen)}
    />
  </Field>
);

type YesOrNo = {
  readonly label: string;
  /** Only off can be chosen. */
  readonly isShut?: boolean;
  readonly value: boolean | null;
  readonly onChoose: (value: boolean | null) => void;
};

const OnOrOff = ({ label, isShut = false, value, onChoose }: YesOrNo) => (
  <Setting
    label={label}
    value={value === null ? null : value ? 'on' : 'off'}
    choices={[...(isShut ? [] : [{ value: 'on', label: words.on }]), { value: 'off', label: words.off }]}
    onChoose={(chosen) => onChoose(chosen === null ? null : chosen === 'on')}
  />
);

const oneOf = <T extends string>(all: readonly T[], value: string | null): T | null =>
  all.find((each) => each === value) ?? null;

/** What the phase sets at its sites: as proposed, and changed by whoever applies it. */
export function ValuesForm({ store, values }: { readonly store: RolloutStore; readonly values: Values }) {
  const { set, phase } = useStore(store);
  const isOpen = (field: (typeof SET_FROM)[number][0]) =>
    SET_FROM.every(
      ([each, first]) =>
        each !== field || phase === null || ROLLOUT_PHASES.indexOf(phase) >= ROLLOUT_PHASES.indexOf(first),
    );
  const severities = SEVERITIES.map((value) => ({ value, label: SEVERITY_WORD[value] }));
  return (
    <div className={styles.values}>
      <OnOrOff label={words.audits} value={values.enabled} onChoose={(enabled) => set({ enabled })} />
      <Setting
        label={words.threshold}
        value={values.alert_severity_threshold}
        choices={severities}
        onChoose={(chosen) => set({ alert_severity_threshold: oneOf(SEVERITIES, chosen) })}
      />
      <Setting
        label={words.heartbeat}
        value={values.heartbeat_priority === null ? null : String(values.heartbeat_priority)}
        choices={PRIORITIES.map((value) => ({ value: String(value), label: words.heartbeatTo(value) }))}
        onChoose={(chosen) => set({ heartbeat_priority: chosen === null ? null : Number(chosen) })}
      />
      <OnOrOff
        label={words.anomalies}
        isShut={!isOpen('anomaly_detection')}
        value={values.anomaly_detection}
        onChoose={(anomaly_detection) => set({ anomaly_detection })}
      />
      <Setting
        label={words.sensitivity}
        value={values.sensitivity}
        choices={SENSITIVITIES.map((value) => ({ value, label: SEVERITY_WORD[value] }))}
        onChoose={(chosen) => set({ sensitivity: oneOf(SENSITIVITIES, chosen) })}
      />
      {isOpen('actions') && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={values.actions}
            onChange={(event) => set({ actions: event.target.checked })}
          />
          {words.actions}
        </label>
      )}
    </div>
  );
}
