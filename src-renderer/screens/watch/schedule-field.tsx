import { TextInput } from '@mantine/core';
import { Chip } from '../../components/chip.tsx';
import { formatDayAndClock } from '../../components/format.ts';
import { useNow } from '../../components/use-now.ts';
import { useAppState } from '../../state/use-app-state.tsx';

const EXAMPLES = ['every 15 minutes', 'hourly', 'daily at 02:00', 'weekdays at 8:30'];

export interface ScheduleFieldProps {
  value: string;
  problem: string | undefined;
  onChange: (schedule: string) => void;
}

/** When, in words or as a cron pattern; under it, when that is. */
export function ScheduleField({ value, problem, onChange }: ScheduleFieldProps) {
  const preview = useAppState((state) => state.watches.preview);
  const now = useNow();
  const wrong = problem ?? (value.trim() === '' ? undefined : (preview?.problem ?? undefined));
  const next = (preview?.next ?? []).map((at) =>
    formatDayAndClock(new Date(at), now, { seconds: isFine(preview?.next) }),
  );
  return (
    <div>
      <TextInput
        label="When"
        value={value}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        placeholder="daily at 02:00, every 15 minutes, or a cron pattern"
        error={wrong}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p className="watch-form-next" role="status" data-wrong={wrong !== undefined}>
        {wrong === undefined && next.length > 0 ? (
          <>
            {preview?.words === null ? null : <b>{preview?.words}</b>} next {next.join(', ')}
          </>
        ) : null}
      </p>
      <div className="watch-form-examples">
        {EXAMPLES.map((example) => (
          <Chip key={example} pressed={value === example} onToggle={() => onChange(example)}>
            {example}
          </Chip>
        ))}
      </div>
    </div>
  );
}

/** Minutes do not tell the moments apart. */
function isFine(next: readonly string[] | undefined): boolean {
  return (next ?? []).some((at) => new Date(at).getSeconds() !== 0);
}
