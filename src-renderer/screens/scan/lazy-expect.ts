import { lazy } from 'react';

/** Expectations come in their own piece: most looks at a scan do without them. */
export const ExpectScreen = lazy(loadExpectScreen);

export async function loadExpectScreen() {
  return { default: (await import('../expect/expect-screen.tsx')).ExpectScreen };
}
