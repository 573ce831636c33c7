import type { EpochMs } from '#core/model/time.ts';
import { DAY, HOUR } from '#core/model/time.ts';
import type { Store } from '#main/ports/store.ts';
import type { RuleFailure } from './round.ts';

/** The named value that keeps which rules failed. */
export const RULE_HEALTH = 'rules.health';

/** When a rule failed last, how, and how often in each hour since 1970 of the last day. */
export type FailedRule = {
  readonly last_at: EpochMs;
  readonly site: string;
  readonly message: string;
  readonly hours: Readonly<Record<string, number>>;
};
export type RuleHealth = Readonly<Record<string, FailedRule>>;

/** Longer messages say no more. */
const LONGEST_MESSAGE = 300;

/** What the engine kept; nothing while no rule ever failed. */
export const readRuleHealth = (text: string | null): RuleHealth =>
  // Safe: only the engine writes this value, with noteFailures.
  text === null ? {} : (JSON.parse(text) as RuleHealth);

/** The same with further failures at `at`; hours older than a day are forgotten. */
export function withFailures(known: RuleHealth, failures: readonly RuleFailure[], at: EpochMs): RuleHealth {
  const health: Record<string, FailedRule> = { ...known };
  const hour = Math.floor(at / HOUR);
  for (const { rule, site, message } of failures) {
    const before = Object.entries(health[rule]?.hours ?? {}).filter(
      ([each]) => Number(each) > hour - DAY / HOUR,
    );
    const hours: Record<string, number> = Object.fromEntries(before);
    hours[hour] = (hours[hour] ?? 0) + 1;
    health[rule] = { last_at: at, site, message: message.slice(0, LONGEST_MESSAGE), hours };
  }
  return health;
}

/** How often a rule failed within a day before `at`, to the hour. */
export const failuresOfDay = ({ hours }: FailedRule, at: EpochMs): number =>
  Object.entries(hours).reduce(
    (sum, [hour, count]) => (Number(hour) > Math.floor(at / HOUR) - DAY / HOUR ? sum + count : sum),
    0,
  );

/** Keeps what failed. Inside a transaction. */
export function noteFailures({ state }: Store, failures: readonly RuleFailure[], at: EpochMs): void {
  if (failures.length === 0) return;
  state.set(RULE_HEALTH, JSON.stringify(withFailures(readRuleHealth(state.get(RULE_HEALTH)), failures, at)));
}
