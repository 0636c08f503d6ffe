import { useState } from 'react';
import { useConnected } from '../../state/use-connected.ts';

/** Why a setting was not kept, as a sentence, until it is tried again or a lost connection is back. */
export function useRefusal(): [refused: string | null, setRefused: (why: string | null) => void] {
  const connected = useConnected();
  const [refusal, setRefusal] = useState<{ why: string; connected: boolean } | null>(null);
  const outdated = refusal !== null && connected && !refusal.connected;
  return [
    outdated ? null : (refusal?.why ?? null),
    (why) => setRefusal(why === null ? null : { why, connected }),
  ];
}
