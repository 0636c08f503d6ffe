/**
 * One configuration builds everything: `vite build` makes the page and every Node entry, `vite` serves the page with
 * hot reload and restarts the host when its sources change.
 */
import { builtinModules } from 'node:module';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { devHost } from './src-main/tools/dev-host.ts';

const root = import.meta.dirname;
const external = ['electron', /^electron\//, 'koffi', ...builtinModules, /^node:/];

/** A Node program: dependencies bundled in, `electron` and native modules left out. */
function nodeProgram(
  input: Record<string, string>,
  outDir: string,
  format: 'es' | 'cjs' = 'es',
): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: {
      noExternal: true,
      external: ['electron', 'koffi'],
      conditions: ['node', 'import', 'module', 'default'],
    },
    build: {
      outDir: path.join(root, 'dist', outDir),
      emptyOutDir: true,
      ssr: true,
      minify: false,
      sourcemap: true,
      target: 'node24',
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, path.join(root, file)])),
        external,
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          // Beside the entry, so that paths relative to a module stay true in a chunk.
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  };
}

export default defineConfig({
  root: path.join(root, 'src-renderer'),
  base: './',
  publicDir: path.join(root, 'assets/public'),
  plugins: [react(), devHost()],
  css: { postcss: root },
  environments: {
    client: {
      build: {
        outDir: path.join(root, 'dist/renderer'),
        emptyOutDir: true,
        sourcemap: true,
        target: 'chrome150',
        // Fonts and images stay files: the content policy allows none from data URLs.
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 1_500,
        reportCompressedSize: false,
        // Whatever piece a schema ends up in, the library's configuration has to have run before it is made.
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [{ name: 'schemas', test: /[\\/]node_modules[\\/]zod[\\/]|[\\/]no-eval\.ts$/ }],
            },
          },
        },
      },
    },
    main: nodeProgram({ main: 'src-main/hosts/electron/main.ts' }, 'main'),
    preload: nodeProgram({ preload: 'src-main/hosts/electron/preload.ts' }, 'preload', 'cjs'),
    worker: nodeProgram({ 'scan-worker': 'src-main/engine/scan-worker.ts' }, 'worker'),
    web: nodeProgram({ main: 'src-main/hosts/web/main.ts' }, 'web'),
    cli: nodeProgram({ portolan: 'src-main/hosts/cli/main.ts' }, 'cli'),
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
