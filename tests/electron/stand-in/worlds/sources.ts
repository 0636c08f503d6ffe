/** The scripts that Chromium runs in every new document before the page's own. */
import { makeBridge } from './bridge.ts';
import { RECEIVER, runPreloadWorld, SENDER } from './preload-world.ts';

/** The name of the preload's world. */
export const PRELOAD_WORLD = 'Electron Isolated Context';

/** For the page's world: the receiving half of the bridge. `token` keeps the page's own events apart. */
export function pageSource(token: string): string {
  return `if (window === window.top) (${makeBridge})(${JSON.stringify(token)}, 'page', 'preload');`;
}

/** For the preload's world: the preload itself, in the surroundings of a sandboxed one; top frames only. */
export function preloadSource(token: string, preload: string, file: string): string {
  return `if (window === window.top && location.href !== 'about:blank') {
    const send = globalThis.${SENDER};
    delete globalThis.${SENDER};
    const bridge = (${makeBridge})(${JSON.stringify(token)}, 'preload', 'page');
    (${runPreloadWorld})(bridge, send, ${JSON.stringify(RECEIVER)}, function (require, module, exports) {
${preload}
    });
  }
  //# sourceURL=${file}`;
}
