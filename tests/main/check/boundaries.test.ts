/** Each import rule fires on a planted violation, and the tree as it should be passes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { plantFiles } from '../../helpers/plant-files.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { findViolations } from '../../tools/boundaries.ts';
import { findEntries } from '../../tools/entries.ts';
import { readImportGraph } from '../../tools/import-graph.ts';

const CONFIG = `nodeProgram({ main: 'src-main/hosts/web/main.ts' })`;

/** A small tree that keeps every rule. */
const GOOD: Record<string, string> = {
  'src-shared/scan/port-state.ts': `export const state = 'open';`,
  'src-shared/contract/wire.ts': `export { state as wire } from '../scan/port-state.ts'; export const one = 1;`,
  'src-main/engine/run-scan.ts':
    `import { state } from '../../src-shared/scan/port-state.ts';\n` +
    `export const worker = [state, new URL('./scan-worker.ts', import.meta.url)];`,
  'src-main/engine/scan-worker.ts': `export const here = 1;`,
  'src-main/store/database.ts': `import { DatabaseSync } from 'node:sqlite';\nexport const open = DatabaseSync;`,
  'src-main/app/create-app.ts':
    `import { worker } from '../engine/run-scan.ts';\nimport { open } from '../store/database.ts';\n` +
    `import { wire } from '../../src-shared/contract/wire.ts';\nexport const app = [worker, open, wire];`,
  'src-main/hosts/web/main.ts': `const { app } = await import('../../app/create-app.ts');\nconsole.log(app);`,
  'src-main/tools/start.ts': `export const started = 1;`,
  'src-renderer/main.tsx': `import './app.css';\nimport { Screen } from './screens/screen.tsx';\nconsole.log(Screen);`,
  'src-renderer/app.css': `@import './theme.css';`,
  'src-renderer/theme.css': `a { color: red }`,
  'src-renderer/screens/screen.tsx':
    `import { store } from '../state/store.ts';\nimport { Mark } from '../components/mark.tsx';\n` +
    `export const Screen = (): unknown => [store, Mark];`,
  'src-renderer/state/store.ts': `export const store = 1;`,
  'src-renderer/components/mark.tsx': `export const Mark = 1;`,
};

/** What is added to a good file, or a new file that a good one imports; and what must be said of it. */
const PLANTS: readonly [rule: string, file: string, text: string, says: RegExp][] = [
  [
    'the scan vocabulary imports nothing above it',
    'src-shared/scan/port-state.ts',
    `export const state = 'open';\nimport '../contract/wire.ts';`,
    /bottom layer/,
  ],
  [
    'the contract knows no side',
    'src-shared/contract/wire.ts',
    `import '../../src-main/tools/start.ts';`,
    /neither side/,
  ],
  [
    'engine and store never meet',
    'src-main/engine/run-scan.ts',
    `import '../store/database.ts'; import './scan-worker.ts'; export const worker = 1;`,
    /may not import src-main\/store\/database\.ts: the engine only scans/,
  ],
  [
    'the store never reports',
    'src-main/store/database.ts',
    `import '../app/create-app.ts'; export const open = 1;`,
    /only keeps/,
  ],
  [
    'the core knows no door',
    'src-main/app/create-app.ts',
    `import '../hosts/web/main.ts'; export const app = 1;`,
    /its doors/,
  ],
  [
    'a host opens the core only',
    'src-main/hosts/web/main.ts',
    `import '../../engine/run-scan.ts';`,
    /through app\/create-app/,
  ],
  [
    'a dynamic import is an import',
    'src-main/hosts/web/main.ts',
    `await import('../../store/database.ts');`,
    /may not import src-main\/store\/database\.ts/,
  ],
  [
    'the page never reaches the main side',
    'src-renderer/main.tsx',
    `import '../src-main/tools/start.ts';`,
    /contract only/,
  ],
  [
    'components know no state',
    'src-renderer/components/mark.tsx',
    `import '../state/store.ts'; export const Mark = 1;`,
    /by props/,
  ],
  [
    'state knows no screen',
    'src-renderer/state/store.ts',
    `import '../screens/screen.tsx'; export const store = 1;`,
    /not what shows it/,
  ],
  [
    'sources never import tests',
    'src-main/app/create-app.ts',
    `import '../../tests/fake.ts'; export const app = 1;`,
    /may not import tests\/fake\.ts/,
  ],
  [
    'electron has one home',
    'src-main/hosts/web/main.ts',
    `import type { App } from 'electron'; export type A = App;`,
    /may not import electron/,
  ],
  [
    'sqlite has one home',
    'src-main/app/create-app.ts',
    `import 'node:sqlite'; export const app = 1;`,
    /may not import node:sqlite/,
  ],
  [
    'charts alone draw with recharts',
    'src-renderer/screens/screen.tsx',
    `import 'recharts'; export const Screen = 1;`,
    /may not import recharts/,
  ],
  [
    'no orphans',
    'src-shared/scan/forgotten.ts',
    `export const forgotten = 1;`,
    /forgotten\.ts: nothing that runs imports it/,
  ],
  [
    'no orphan stylesheets',
    'src-renderer/old.css',
    `a { color: red }`,
    /old\.css: nothing that runs imports it/,
  ],
  [
    'what only tests use is an orphan',
    'src-shared/scan/only-tested.ts',
    `export const only = 1;`,
    /only-tested\.ts: nothing that runs/,
  ],
  ['no barrels', 'src-renderer/components/mark.tsx', `export * from './other.tsx';`, /only re-exports/],
];

let folder: TempFolder;
beforeEach(async () => {
  folder = await createTempFolder();
});
afterEach(() => folder.dispose());

async function violationsOf(files: Record<string, string>): Promise<string[]> {
  await plantFiles(folder.path, {
    ...files,
    'src-renderer/components/other.tsx': `export const Other = 1;`,
    'tests/fake.ts': `import '../src-shared/scan/only-tested.ts';`,
  });
  const graph = readImportGraph(folder.path);
  return findViolations(graph, findEntries(CONFIG)).filter(
    (line) => !line.startsWith('src-renderer/components/other'),
  );
}

test('the tree as it should be', async () => {
  expect(await violationsOf(GOOD)).toEqual([]);
});

describe('a planted violation of', () => {
  test.each(PLANTS)('"%s"', async (_rule, file, text, says) => {
    const found = await violationsOf({ ...GOOD, [file]: text });
    expect(found.filter((line) => says.test(line) && line.startsWith(file))).toHaveLength(1);
  });
});
