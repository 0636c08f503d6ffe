import type { Plugin } from 'vite';

/** The part of `npm run dev` that runs the desktop or web host beside the page's dev server. */
export function devHost(): Plugin {
  return { name: 'portolan:dev-host', apply: 'serve' };
}
