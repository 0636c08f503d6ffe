import { lazy } from 'react';

/** The charts come in their own piece, so that the form is there at once. */
export const ChartsRow = lazy(async () => ({ default: (await import('./charts-row.tsx')).ChartsRow }));
