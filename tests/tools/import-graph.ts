/** Who imports whom, by resolved file: static, type-only, re-exporting and dynamic imports, and workers' URLs. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';

export interface ModuleImports {
  /** Path from the root, with forward slashes. */
  readonly file: string;
  /** Imported files of the checkout, as `file`. */
  readonly files: readonly string[];
  /** Imported packages and Node modules, by name: "react", "node:net". */
  readonly packages: readonly string[];
  /** Nothing in it but re-exports. */
  readonly isBarrel: boolean;
}

const SOURCE_GLOBS = ['src-*/**/*.{ts,tsx,css}', 'assets/*.ts', 'tests/**/*.{ts,tsx}'];

/** Reads every source under a root. Relative imports of files that do not exist are left out: tsc tells of those. */
export function readImportGraph(root: string): ModuleImports[] {
  return globSync(SOURCE_GLOBS, { cwd: root, exclude: ['**/node_modules/**'] })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !file.endsWith('.d.ts'))
    .sort()
    .map((file) => readModule(root, file));
}

function readModule(root: string, file: string): ModuleImports {
  const source = readFileSync(path.join(root, file), 'utf8');
  const specifiers = file.endsWith('.css') ? cssImports(source) : scriptImports(file, source);
  const files = new Set<string>();
  const packages = new Set<string>();
  for (const specifier of specifiers) {
    if (!specifier.startsWith('.')) packages.add(packageOf(specifier));
    else {
      // Vite's "?url", "?raw" and the like name the same file.
      const target = path.posix.join(path.posix.dirname(file), specifier.split('?', 1)[0] ?? '');
      if (existsSync(path.join(root, target))) files.add(target);
    }
  }
  return {
    file,
    files: [...files],
    packages: [...packages],
    isBarrel: !file.endsWith('.css') && isBarrel(file, source),
  };
}

function scriptImports(file: string, source: string): string[] {
  const { module } = parseSync(file, source);
  const literal = (request: { start: number; end: number }): string[] => {
    const match = /^['"`]([^'"`$]+)['"`]$/.exec(source.slice(request.start, request.end));
    return match?.[1] === undefined ? [] : [match[1]];
  };
  return [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) =>
      found.entries.flatMap((entry) => (entry.moduleRequest ? [entry.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap((found) => literal(found.moduleRequest)),
    ...[...source.matchAll(/new URL\(\s*'(\.[^']+)',\s*import\.meta\.url/g)].flatMap(
      (match) => match[1] ?? [],
    ),
  ];
}

function cssImports(source: string): string[] {
  return [...source.matchAll(/@import\s+(?:url\()?['"]([^'"]+)['"]/g)].flatMap((match) => match[1] ?? []);
}

function isBarrel(file: string, source: string): boolean {
  const { program } = parseSync(file, source);
  return (
    program.body.length > 0 &&
    program.body.every(
      (statement) =>
        statement.type === 'ExportAllDeclaration' ||
        (statement.type === 'ExportNamedDeclaration' && statement.source !== null),
    )
  );
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
