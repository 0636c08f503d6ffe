/** Which screen shows what. The address's hash says the same, so a reload and the back button keep the place. */
import type { CreateSlice } from './slice.ts';

export type Route =
  /** `scanId` null: a scan not yet started. `host`: the address of the host of it that is looked at. */
  | {
      readonly screen: 'scan';
      readonly scanId: string | null;
      readonly host?: string;
      /** In place of its results: what should be, beside it. */
      readonly view?: 'expectations';
    }
  | { readonly screen: 'history' }
  /** Scans that run by themselves. */
  | { readonly screen: 'watches' }
  /** Null: not chosen (yet). */
  | { readonly screen: 'compare'; readonly before: string | null; readonly after: string | null }
  /** The runs of one scope over time. */
  | { readonly screen: 'series'; readonly seriesId: string }
  /** Null: its first page. */
  | { readonly screen: 'learn'; readonly page: string | null }
  | { readonly screen: 'settings' };
export type ScreenName = Route['screen'];

export interface RouteSlice {
  readonly route: Route;
  /** The tab that was last looked at: where "Scan" leads back to. */
  readonly lastScanId: string | null;
  /** Goes to a screen. A kept or running scan is opened as a tab by `openScan`, which navigates itself. */
  navigate(route: Route): void;
}

export const createRouteSlice: CreateSlice<RouteSlice> = ({ set, get }) => ({
  route: { screen: 'scan', scanId: null },
  lastScanId: null,

  navigate(route) {
    if (formatRoute(route) === formatRoute(get().route)) return;
    set(route.screen === 'scan' ? { route, lastScanId: route.scanId } : { route });
  },
});

/** A route as the address's hash, "#/compare/A/B". */
export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'scan':
      return formatScan(route.scanId, route.host, route.view);
    case 'compare':
      return `#/compare/${[route.before, route.after].map((id) => (id === null ? '-' : encodeURIComponent(id))).join('/')}`;
    case 'series':
      return `#/series/${encodeURIComponent(route.seriesId)}`;
    case 'learn':
      return route.page === null ? '#/learn' : `#/learn/${encodeURIComponent(route.page)}`;
    default:
      return `#/${route.screen}`;
  }
}

function formatScan(scanId: string | null, host: string | undefined, view: string | undefined): string {
  if (scanId === null) return '#/scan';
  const scan = `#/scan/${encodeURIComponent(scanId)}`;
  if (host !== undefined) return `${scan}/host/${encodeURIComponent(host)}`;
  return view === undefined ? scan : `${scan}/${view}`;
}

/** The route of a hash; the Scan screen for anything not understood. */
export function parseRoute(hash: string): Route {
  const [screen, ...parts] = hash.replace(/^#\/?/, '').split('/').map(decode);
  const id = (index: number): string | null => {
    const part = parts[index];
    return part === undefined || part === '' || part === '-' ? null : part;
  };
  if (screen === 'history' || screen === 'settings' || screen === 'watches') return { screen };
  const seriesId = screen === 'series' ? id(0) : null;
  if (seriesId !== null) return { screen: 'series', seriesId };
  if (screen === 'learn') return { screen, page: id(0) };
  if (screen === 'compare') return { screen, before: id(0), after: id(1) };
  const scanId = screen === 'scan' ? id(0) : null;
  if (scanId !== null && parts[1] === 'expectations') return { screen: 'scan', scanId, view: 'expectations' };
  const host = parts[1] === 'host' ? id(2) : null;
  return scanId === null || host === null ? { screen: 'scan', scanId } : { screen: 'scan', scanId, host };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
