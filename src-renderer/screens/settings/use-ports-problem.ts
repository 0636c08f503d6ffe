import { useEffect, useState } from 'react';
import { isDisconnected, sentenceOf } from '../../state/slice.ts';
import { useAppStore } from '../../state/use-app-state.tsx';
import { useConnected } from '../../state/use-connected.ts';

/** After the last key: the check is one message to the core. */
const CHECK_DELAY_MS = 150;

/** What is wrong with a text of ports, as a sentence, a moment after it was typed; null while nothing is known to be. */
export function usePortsProblem(ports: string): string | null {
  const store = useAppStore();
  const connected = useConnected();
  const [checked, setChecked] = useState<{ ports: string; problem: string | null } | null>(null);
  useEffect(() => {
    // Without a connection nothing is known of it; it is looked at once there is one again.
    if (ports.trim() === '' || !connected) return undefined;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const problem = await store.getState().checkPorts(ports);
        if (current) setChecked({ ports, problem });
      } catch (error) {
        if (current) setChecked(isDisconnected(error) ? null : { ports, problem: sentenceOf(error) });
      }
    }, CHECK_DELAY_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, ports, connected]);
  if (ports.trim() === '') return 'No ports are given: try 22,80,8000-8100 or top:100.';
  return checked?.ports === ports ? checked.problem : null;
}
