/** Holds the address's hash and the store's route together, both ways. */
import { formatRoute, parseRoute } from './state/route-slice.ts';
import type { AppStore } from './state/store.ts';

export function followAddress(store: AppStore): void {
  const fromAddress = () => {
    const route = parseRoute(location.hash);
    // A scan named in the address stands open as a tab.
    if (route.screen === 'scan' && route.scanId !== null)
      store.getState().openScan(route.scanId, route.host, route.view);
    else store.getState().navigate(route);
  };
  fromAddress();
  window.addEventListener('hashchange', fromAddress);
  store.subscribe(({ route }, before) => {
    if (route === before.route) return;
    const hash = formatRoute(route);
    if (hash !== location.hash) history.pushState(null, '', hash);
  });
  window.addEventListener('popstate', fromAddress);
}
