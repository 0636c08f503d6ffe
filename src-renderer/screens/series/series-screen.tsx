/** Many runs of one scope: how its ports and hosts went through time, and a scrubber that steps through the runs. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { SeriesFault } from './series-fault.tsx';
import { SeriesHead } from './series-head.tsx';
import { SeriesPictures } from './series-pictures.tsx';
import { SeriesSide } from './series-side.tsx';
import './series-screen.css';

export function SeriesScreen() {
  const store = useAppStore();
  const seriesId = useAppState(({ route }) => (route.screen === 'series' ? route.seriesId : null));
  const timeline = useAppState(({ series }) => series.timeline);
  const fault = useAppState(({ series }) => series.fault);
  const busy = useAppState(({ series }) => series.busy);
  useEffect(() => {
    if (seriesId !== null) void store.getState().openSeries(seriesId);
  }, [store, seriesId]);
  return (
    <>
      <SeriesHead />
      {fault ? <SeriesFault fault={fault} /> : null}
      {timeline && timeline.runs.length > 1 ? (
        <div className="series-body" aria-busy={busy} key={seriesId}>
          <SeriesPictures timeline={timeline} />
          <SeriesSide timeline={timeline} />
        </div>
      ) : null}
      {timeline && timeline.runs.length < 2 ? <TooFewRuns scanId={timeline.runs[0]?.scanId ?? null} /> : null}
      {timeline || fault ? null : <Waiting />}
    </>
  );
}

/** The places of what is being read. */
function Waiting() {
  return (
    <div className="series-waiting" role="status" aria-busy="true">
      <span className="series-waiting-area" />
      {[72, 48, 88, 64, 40, 80].map((percent) => (
        <span key={percent} style={{ width: `${percent}%` }} />
      ))}
      <p>Reading the runs of this series…</p>
    </div>
  );
}

function TooFewRuns({ scanId }: { scanId: string | null }) {
  const store = useAppStore();
  return (
    <EmptyState
      title={scanId === null ? 'No run of this series has ended yet' : 'One run is no series yet'}
      actions={
        <>
          {scanId === null ? null : (
            <>
              <Button size="sm" onClick={() => void store.getState().repeatRun(scanId)}>
                Scan again
              </Button>
              <Button variant="default" size="sm" onClick={() => store.getState().openScan(scanId)}>
                Open the run
              </Button>
            </>
          )}
          <Button
            variant="default"
            size="sm"
            onClick={() => store.getState().navigate({ screen: 'history' })}
          >
            Go to History
          </Button>
        </>
      }
    >
      Scan the same targets and ports again, tonight or next week. From the second run on, this place shows
      how every port and host went through time, and when each change was first seen.
    </EmptyState>
  );
}
