import { useAppState } from '../../state/use-app-state.tsx';
import { useHostLink } from './use-host-link.ts';

/** The way from a port to the map of its host; nothing where that is on the screen already. */
export function HostLink({ address }: { address: string }) {
  const link = useHostLink();
  const isThere = useAppState(({ route }) => route.screen === 'scan' && route.host === address);
  if (isThere) return null;
  return (
    <a className="port-panel-map" href={link(address)}>
      Port map of this host
    </a>
  );
}
