import { Button } from '@mantine/core';
import { Pause, Play, Square } from 'lucide-react';
import { useAppState } from '../../state/use-app-state.tsx';

/** Scan; while one runs, Pause or Resume, and Stop. */
export function ScanButtons({ scanId, running }: { scanId: string | null; running: boolean }) {
  return (
    <div className="scan-form-buttons">
      {running && scanId !== null ? <SteerButtons scanId={scanId} /> : <StartButton />}
    </div>
  );
}

function StartButton() {
  const starting = useAppState((state) => state.form.starting);
  return (
    <Button type="submit" leftSection={<Play size={13} aria-hidden />} aria-busy={starting}>
      Scan
    </Button>
  );
}

function SteerButtons({ scanId }: { scanId: string }) {
  const paused = useAppState((state) => state.scans.views[scanId]?.status === 'paused');
  const stopping = useAppState((state) => state.scans.stopping[scanId] === true);
  // The core that ran it is gone: there is nothing to steer.
  const brokenOff = useAppState((state) => state.connection.fault !== null);
  const pauseScan = useAppState((state) => state.pauseScan);
  const resumeScan = useAppState((state) => state.resumeScan);
  const stopScan = useAppState((state) => state.stopScan);
  return (
    <>
      {paused ? (
        <Button
          leftSection={<Play size={13} aria-hidden />}
          onClick={() => void resumeScan(scanId)}
          disabled={stopping || brokenOff}
        >
          Resume
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<Pause size={13} aria-hidden />}
          onClick={() => void pauseScan(scanId)}
          disabled={stopping || brokenOff}
        >
          Pause
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<Square size={11} aria-hidden />}
        onClick={() => void stopScan(scanId)}
        disabled={stopping || brokenOff}
      >
        Stop
      </Button>
    </>
  );
}
