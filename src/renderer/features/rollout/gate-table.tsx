import { formatNumber } from '#renderer/ui/numbers.ts';
import { rolloutWords as words } from '#renderer/words/rollout.ts';
import styles from './rollout.module.css';
import type { Standing } from './rollout-store.ts';

type Gate = NonNullable<Standing['gate']>;
type Check = Gate['checks'][number];

const inUnit = (name: Check['name'], value: number): string =>
  name === 'days' ? formatNumber(value) : words.percent(formatNumber(value));

function valueText({ name, value, low, high }: Check): string {
  if (value === null) return words.none;
  const text = inUnit(name, value);
  return low === null || high === null ? text : words.interval(text, inUnit(name, low), inUnit(name, high));
}

/** What must be so before the next phase, with the numbers behind it. */
export const GateTable = ({ gate }: { readonly gate: Gate }) => (
  <table className={styles.table} aria-label={words.gate(words.names[gate.phase])}>
    <thead>
      <tr>
        {words.gateHeads.map((head) => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {gate.checks.map((check) => (
        <tr key={check.name} data-testid={`gate-${check.name}`} data-status={check.status}>
          <th scope="row">{words.checks[check.name]}</th>
          <td>{valueText(check)}</td>
          <td>{check.n === null ? words.none : formatNumber(check.n)}</td>
          <td>{words.target[check.name](inUnit(check.name, check.target))}</td>
          <td className={check.status === 'not met' ? styles.off : undefined}>
            <span aria-hidden="true">{words.marks[check.status]}</span> {words.status[check.status]}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
