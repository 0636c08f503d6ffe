import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';

/** Gives the address of a host's screen, within the scan that is shown. */
export function useHostLink(): (address: string) => string {
  const scanId = useAppState((state) => (state.route.screen === 'scan' ? state.route.scanId : null));
  return (address) => formatRoute({ screen: 'scan', scanId, host: address });
}
