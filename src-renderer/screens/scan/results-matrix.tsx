import { Switch } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { PortMatrix } from '../../charts/port-matrix.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { isFiltered, NO_RESULTS } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { useShownScheme } from '../../theme/use-shown-scheme.ts';
import { useScanView } from './use-scan-view.ts';

/** A running scan's matrix is read anew this often. */
const EVERY_MS = 1_500;

/** Hosts x ports in place of the table. */
export function ResultsMatrix({ scanId }: { scanId: string }) {
  const matrix = useAppState((state) => state.matrix.data[scanId]);
  const fault = useAppState((state) => state.matrix.faults[scanId]);
  const loadMatrix = useAppState((state) => state.loadMatrix);
  const choosePort = useAppState((state) => state.choosePort);
  const { seq } = useScanView(scanId, EVERY_MS);
  const query = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).query);
  const filtered = isFiltered(query) || query.hosts.length > 0;
  const scheme = useShownScheme();
  const [alike, setAlike] = useState(false);
  useEffect(() => void loadMatrix(scanId), [loadMatrix, scanId, seq, query]);
  const sorted = useMemo(() => {
    if (!matrix || !alike) return matrix;
    return {
      ...matrix,
      hosts: matrix.hosts.toSorted((a, b) => (a.cells < b.cells ? -1 : a.cells > b.cells ? 1 : 0)),
    };
  }, [matrix, alike]);
  if (!sorted) {
    return fault === undefined ? (
      <div className="scan-waiting" aria-busy="true" />
    ) : (
      <EmptyState title="The matrix cannot be shown" size="inline">
        {fault}
      </EmptyState>
    );
  }
  if (sorted.ports.length === 0) {
    return filtered ? (
      <EmptyState title="No port matches" size="inline">
        Nothing that is known of this scan matches the filter.
      </EmptyState>
    ) : (
      <EmptyState title="Nothing stands out" size="inline">
        No host has an open port, or one that is not like its others.
      </EmptyState>
    );
  }
  return (
    <div className="results-matrix">
      <Switch
        className="results-matrix-order"
        size="xs"
        label="Group similar hosts"
        checked={alike}
        onChange={(event) => setAlike(event.currentTarget.checked)}
      />
      <PortMatrix
        // Another filter is another matrix: no cell of the one before is pointed at.
        key={[query.text, query.states, query.reasons, query.hosts, query.services].join(' ')}
        matrix={sorted}
        filtered={filtered}
        scheme={scheme}
        onChoose={(address, port) => void choosePort(scanId, address, port)}
      />
    </div>
  );
}
