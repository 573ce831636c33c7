import { MINUTE } from '#core/model/time.ts';
import { useNow } from '#renderer/ui/clock.tsx';
import { Said } from '#renderer/ui/said.tsx';
import { FailedState, LoadingState } from '#renderer/ui/states.tsx';
import { formatClock } from '#renderer/ui/time.ts';
import { LocalTime } from '#renderer/ui/times.tsx';
import { partWords as words } from '#renderer/words/baselines.ts';
import type { Part } from './part.ts';

type PartProps = { readonly part: Part<unknown>; readonly zone: string };

/** When what is shown was heard, and that something newer is on its way. */
export const AsOf = ({ part, zone }: PartProps) => (
  <>
    {part.loading && part.value !== undefined && words.loading}
    {part.at !== undefined && <Said text={words.asOf} at={<LocalTime at={part.at} zone={zone} />} />}
  </>
);

type FailedProps = PartProps & { readonly title: string; readonly onRetry: () => void };

/** Why a part could not be renewed, and how old what is shown is. */
export function PartFailed({ part: { fault, at }, zone, title, onRetry }: FailedProps) {
  const now = useNow(MINUTE);
  if (fault === undefined) return null;
  return (
    <FailedState
      title={title}
      reason={fault.message}
      {...(at === undefined ? {} : { kept: words.kept(formatClock(at, zone, now)) })}
      onRetry={onRetry}
    />
  );
}

/** Said while nothing has come yet. */
export const PartLoading = ({ part, label }: { readonly part: Part<unknown>; readonly label: string }) =>
  part.fault === undefined && <LoadingState label={label} />;
