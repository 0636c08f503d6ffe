import { Button } from '@mantine/core';
import { Copy, RotateCw } from 'lucide-react';
import { ErrorState } from '../components/error-state.tsx';
import { useCopied } from '../components/use-copied.ts';
import { useAppState } from '../state/use-app-state.tsx';

/** The window lives and its core does not: why, what is kept, and how to go on. Everything typed stays below it. */
export function CoreStopped() {
  const fault = useAppState((state) => state.connection.fault);
  const starting = useAppState((state) => state.connection.starting);
  const startCore = useAppState((state) => state.startCore);
  const version = useAppState((state) => state.connection.info?.version);
  const [copied, copy] = useCopied();
  if (fault === null) return null;
  const details = `Portolan${version === undefined ? '' : ` ${version}`}: ${fault}`;
  return (
    <ErrorState
      title="Portolan’s core has stopped"
      actions={
        <>
          <Button
            leftSection={<RotateCw size={13} aria-hidden />}
            loading={starting}
            onClick={() => void startCore()}
          >
            Start it again
          </Button>
          <Button
            variant="default"
            leftSection={<Copy size={13} aria-hidden />}
            onClick={() => copy(details)}
          >
            {copied ? 'Copied' : 'Copy what happened'}
          </Button>
        </>
      }
    >
      <p>{fault}</p>
      <p>
        What you typed stays here. What was settled before is kept: a scan that was broken off can go on once
        the core is back.
      </p>
    </ErrorState>
  );
}
