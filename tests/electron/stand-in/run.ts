/** What the electron binary does: read package.json, load `main`, become ready. `node --import register.ts run.ts FOLDER` */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { app, type Manifest } from './app.ts';
import * as electron from './electron.ts';
import { tellTest } from './state.ts';

interface EvaluateRequest {
  readonly id: number;
  readonly source: string;
  readonly arg: unknown;
}

/** Runs a test's function in this process with the module the app got, as Playwright's electronApp.evaluate does. */
async function evaluate({ id, source, arg }: EvaluateRequest): Promise<void> {
  try {
    const fn: unknown = vm.runInThisContext(`(${source})`);
    if (typeof fn !== 'function') throw new TypeError('Only functions can be evaluated.');
    const value: unknown = await Reflect.apply(fn, undefined, [electron, arg]);
    tellTest({ kind: 'evaluated', id, value });
  } catch (error) {
    tellTest({
      kind: 'evaluated',
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

const folder = path.resolve(process.argv[2] ?? '.');
const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest & {
  main: string;
};
process.on('message', (request) => void evaluate(request as EvaluateRequest));
const hint = setTimeout(() => {
  console.error(
    'stand-in: main still loads; a top-level await of app.whenReady() never ends, in Electron neither',
  );
}, 10_000);
await import(pathToFileURL(path.join(folder, manifest.main)).href);
clearTimeout(hint);
await app.becomeReady(manifest);
