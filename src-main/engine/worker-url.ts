/** Where the worker's code is: beside this file when running from sources, in its own folder when built. */
export function workerUrl(moduleUrl: string): URL {
  if (moduleUrl.endsWith('.ts')) return new URL('./scan-worker.ts', moduleUrl);
  // Threads cannot be started from inside an archive; the package keeps the worker beside it.
  return new URL('../worker/scan-worker.js', moduleUrl.replace('/app.asar/', '/app.asar.unpacked/'));
}
