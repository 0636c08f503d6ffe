import { SegmentedControl } from '@mantine/core';
import { useAppStore } from '../../state/use-app-state.tsx';

/** History's two lists: the runs, and the watches that make them. */
export function HistorySwitch({ shown }: { shown: 'history' | 'watches' }) {
  const store = useAppStore();
  return (
    <SegmentedControl
      aria-label="List"
      size="xs"
      value={shown}
      onChange={(screen) =>
        store.getState().navigate({ screen: screen === 'watches' ? 'watches' : 'history' })
      }
      data={[
        { value: 'history', label: 'Runs' },
        { value: 'watches', label: 'Watches' },
      ]}
    />
  );
}
