import { lazy } from 'react';

/** The charts come in their own piece, so that the form is there at once. */
export const ChartsRow = lazy(loadCharts);

/** Fetches that piece ahead of the first scan, so that it does not have to be read while one runs. */
export async function loadCharts() {
  return { default: (await import('./charts-row.tsx')).ChartsRow };
}
