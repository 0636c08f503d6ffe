import { ActionIcon } from '@mantine/core';
import { Flag } from 'lucide-react';
import { useAppStore } from '../../state/use-app-state.tsx';

interface BaselineButtonProps {
  readonly scanId: string;
  readonly isBaseline: boolean;
}

/** Makes a run the one that later ones are compared with, or no longer. */
export function BaselineButton({ scanId, isBaseline }: BaselineButtonProps) {
  const store = useAppStore();
  return (
    <ActionIcon
      size={22}
      className="baseline-button"
      aria-label="Baseline"
      title={isBaseline ? 'The baseline: later runs are compared with it' : 'Use as the baseline'}
      aria-pressed={isBaseline}
      onClick={() => {
        const { series, setBaseline } = store.getState();
        if (series.seriesId !== null) void setBaseline(series.seriesId, isBaseline ? null : scanId);
      }}
    >
      <Flag size={13} fill={isBaseline ? 'currentColor' : 'none'} aria-hidden />
    </ActionIcon>
  );
}
