import { Button } from '@mantine/core';
import { Minimize2 } from 'lucide-react';
import { useState } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { sizeWord } from './size-word.ts';

/** Makes the history as small as it can be, and says what that gave. Scans go on meanwhile. */
export function CompactData() {
  const compacting = useAppState((state) => state.compacting);
  const compact = useAppState((state) => state.compactData);
  const [result, setResult] = useState<string | null>(null);
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<Minimize2 size={13} aria-hidden />}
        loading={compacting}
        onClick={() => {
          setResult(null);
          void compact().then((sizes) => setResult(sizes === null ? null : describe(sizes)));
        }}
      >
        Compact
      </Button>
      <span role="status" className="settings-result">
        {compacting ? 'Compacting …' : result}
      </span>
    </>
  );
}

function describe({ bytesBefore, bytesAfter }: { bytesBefore: number; bytesAfter: number }): string {
  const [before, after] = [sizeWord(bytesBefore), sizeWord(bytesAfter)];
  return before === after ? `Nothing to give back: ${after}` : `${before} before, ${after} now`;
}
