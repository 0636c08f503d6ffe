/**
 * The architecture's import rules over the resolved graph: an allow-list of who may import whom, owners of packages,
 * no orphans, no barrels. The linter's rules say much of it in the editor; here dynamic imports and workers count too.
 */
import type { ModuleImports } from './import-graph.ts';

interface Area {
  /** Files that begin with this belong to it; the first that fits wins. */
  readonly prefix: string;
  /** Beginnings of the files it may import, besides its own area's. */
  readonly mayImport: readonly string[];
  readonly why: string;
}

const SHARED = ['src-shared/'];
const PAGE_PARTS = [
  'src-renderer/components/',
  'src-renderer/charts/',
  'src-renderer/theme/',
  'src-renderer/pictures/',
];
/** Every file of the page's own folder, not of the folders in it. */
const PAGE_ROOT = 'src-renderer/*';
/** Numbers as words: pure, and no component although it lives beside them. */
const PAGE_WORDS = 'src-renderer/components/format.ts';

const AREAS: readonly Area[] = [
  { prefix: 'src-shared/scan/', mayImport: [], why: 'the scan vocabulary is the bottom layer' },
  {
    prefix: 'src-shared/contract/',
    mayImport: ['src-shared/scan/'],
    why: 'the contract knows neither side of it',
  },
  { prefix: 'src-shared/', mayImport: SHARED, why: 'shared code is pure and imports only itself' },
  {
    prefix: 'src-main/engine/',
    mayImport: ['src-shared/scan/', 'assets/'],
    why: 'the engine only scans: it knows nothing of keeping, reporting or showing',
  },
  {
    prefix: 'src-main/store/',
    mayImport: ['src-shared/scan/'],
    why: "the store only keeps: engine, reports and hosts are other people's work",
  },
  {
    prefix: 'src-main/reports/',
    mayImport: ['src-shared/scan/'],
    why: 'a report format is a pure pair report <-> text',
  },
  {
    prefix: 'src-main/app/',
    mayImport: [...SHARED, 'src-main/engine/', 'src-main/store/', 'src-main/reports/', 'package.json'],
    why: 'the core does not know its doors',
  },
  {
    prefix: 'src-main/hosts/cli/',
    mayImport: [...SHARED, 'src-main/app/', 'src-main/reports/'],
    why: 'a host opens the core through app/create-app and never another host',
  },
  ...['electron', 'web'].map((host) => ({
    prefix: `src-main/hosts/${host}/`,
    mayImport: [...SHARED, 'src-main/app/'],
    why: 'a host opens the core through app/create-app and never another host',
  })),
  { prefix: 'src-main/tools/', mayImport: ['src-main/', 'src-shared/'], why: 'a tool is no test' },
  {
    prefix: 'src-renderer/pictures/',
    mayImport: SHARED,
    why: 'a picture is read from the page, whatever made it',
  },
  ...['components', 'charts'].map((part) => ({
    prefix: `src-renderer/${part}/`,
    mayImport: [...SHARED, ...PAGE_PARTS],
    why: 'components and charts get everything by props: they know no store',
  })),
  {
    prefix: 'src-renderer/theme/',
    mayImport: [...SHARED, 'src-renderer/state/'],
    why: 'the theme dresses the screens and knows none',
  },
  {
    prefix: 'src-renderer/state/',
    mayImport: [...SHARED, PAGE_ROOT, PAGE_WORDS],
    why: 'state knows the contract, not what shows it',
  },
  {
    prefix: 'src-renderer/screens/',
    mayImport: [...SHARED, ...PAGE_PARTS, 'src-renderer/state/', PAGE_ROOT],
    why: 'screens use state, components and charts',
  },
  {
    prefix: 'src-renderer/',
    mayImport: SHARED,
    why: 'the window talks to the core through the contract only',
  },
  { prefix: 'assets/', mayImport: ['src-shared/', 'src-main/'], why: 'sources never import tests' },
];

interface PackageOwner {
  readonly name: string;
  /** Beginnings of the files that may import it. */
  readonly owners: readonly string[];
}

/** Each kind of input and output has one owner. Files outside src-* are not asked. */
const PACKAGE_OWNERS: readonly PackageOwner[] = [
  { name: 'electron', owners: ['src-main/hosts/electron/'] },
  { name: 'koffi', owners: ['src-main/engine/dialers/'] },
  { name: 'commander', owners: ['src-main/hosts/cli/'] },
  { name: 'ws', owners: ['src-main/hosts/web/', 'src-main/tools/'] },
  { name: 'node:sqlite', owners: ['src-main/store/'] },
  { name: 'node:worker_threads', owners: ['src-main/engine/', 'src-main/app/practice-listeners.ts'] },
  { name: 'yaml', owners: ['src-main/reports/expect/'] },
  { name: 'recharts', owners: ['src-renderer/charts/'] },
  { name: 'react', owners: ['src-renderer/'] },
  { name: 'zustand', owners: ['src-renderer/'] },
  { name: 'vite', owners: ['src-main/tools/'] },
];

/** Names of scripts that people start by hand: nothing imports them, and they are no orphans. */
const HAND_STARTED = /^(src-main\/tools\/|assets\/|.*\/(write|build|draw|take)-[^/]+\.ts$)/;

/** One line for each broken rule: where, what, and why it is one. */
export function findViolations(graph: readonly ModuleImports[], entries: readonly string[]): string[] {
  const sources = graph.filter((module) => !module.file.startsWith('tests/'));
  return [
    ...sources.flatMap((module) => importViolations(module)),
    ...sources.flatMap((module) => packageViolations(module)),
    ...sources
      .filter((module) => module.isBarrel)
      .map((module) => `${module.file}: only re-exports; import from where things are (no barrel files)`),
    ...findOrphans(sources, entries).map(
      (file) => `${file}: nothing that runs imports it; use it or delete it (no orphans)`,
    ),
  ];
}

function importViolations(module: ModuleImports): string[] {
  const area = AREAS.find(({ prefix }) => module.file.startsWith(prefix));
  if (!area) return [];
  const allowed = [area.prefix, ...area.mayImport];
  return module.files
    .filter((target) => !allowed.some((place) => isIn(place, target)))
    .map((target) => `${module.file}: may not import ${target}: ${area.why}`);
}

function isIn(place: string, file: string): boolean {
  if (!place.endsWith('*')) return file.startsWith(place);
  const folder = place.slice(0, -1);
  return file.startsWith(folder) && !file.slice(folder.length).includes('/');
}

function packageViolations(module: ModuleImports): string[] {
  return PACKAGE_OWNERS.filter(({ name }) => module.packages.includes(name))
    .filter(({ owners }) => !owners.some((owner) => module.file.startsWith(owner)))
    .filter(() => module.file.startsWith('src-'))
    .map(({ name, owners }) => `${module.file}: may not import ${name}: it belongs to ${owners.join(', ')}`);
}

/** Sources that no entry reaches, directly or through others. Reached by tests alone counts as unreached. */
function findOrphans(sources: readonly ModuleImports[], entries: readonly string[]): string[] {
  const byFile = new Map(sources.map((module) => [module.file, module]));
  const roots = sources
    .map(({ file }) => file)
    .filter((file) => entries.includes(file) || HAND_STARTED.test(file) || file.endsWith('.d.ts'));
  const reached = new Set<string>();
  const waiting = [...roots];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    waiting.push(...(byFile.get(file)?.files ?? []));
  }
  return [...byFile.keys()].filter((file) => !reached.has(file));
}
