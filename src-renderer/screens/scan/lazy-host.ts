import { lazy } from 'react';

/** A host's screen comes in its own piece: most looks at a scan do without it. */
export const HostScreen = lazy(loadHostScreen);

export async function loadHostScreen() {
  return { default: (await import('../host/host-screen.tsx')).HostScreen };
}
