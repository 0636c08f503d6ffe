import { useAppState } from './use-app-state.tsx';

/** Whether the core can be asked now. An effect that asks it names this, so that it asks again once the core is back. */
export function useConnected(): boolean {
  return useAppState(({ connection }) => connection.status === 'online' && connection.fault === null);
}
