/**
 * `npm run check`: types, lint, import boundaries, formatting. Prints one line for each that holds, and all that is
 * wrong for each that does not; exit code 1 where anything is.
 */
import { readFileSync } from 'node:fs';
import { runChild } from '../helpers/child.ts';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';
import { findViolations } from './boundaries.ts';
import { findEntries } from './entries.ts';
import { readImportGraph } from './import-graph.ts';

interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly output: string;
}

const TYPE_PROJECTS = ['src-shared', 'src-main', 'src-renderer', 'tests'];

async function runTool(name: string, program: string, args: readonly string[]): Promise<CheckResult> {
  const file = inRepository('node_modules', program);
  const result = await runChild(process.execPath, [file, ...args], {
    cwd: repositoryFolder,
    timeoutMs: 600_000,
  });
  return { name, ok: result.code === 0, output: `${result.stdout}${result.stderr}`.trim() };
}

function checkBoundaries(): CheckResult {
  const entries = findEntries(readFileSync(inRepository('vite.config.ts'), 'utf8'));
  const violations = findViolations(readImportGraph(repositoryFolder), entries);
  return { name: 'boundaries', ok: violations.length === 0, output: violations.join('\n') };
}

const results = await Promise.all([
  ...TYPE_PROJECTS.map((project) =>
    runTool(`types ${project}`, 'typescript/bin/tsc', ['--project', project, '--pretty', 'false']),
  ),
  runTool('lint', 'oxlint/bin/oxlint', ['--deny-warnings']),
  runTool('formatting', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  checkBoundaries(),
]);

for (const { name, ok, output } of results) {
  console.log(ok ? `ok    ${name}` : `WRONG ${name}\n${output.replace(/^/gm, '      ')}`);
}
const wrong = results.filter((result) => !result.ok).length;
console.log(wrong === 0 ? 'Everything holds.' : `${wrong} of ${results.length} checks do not hold.`);
process.exitCode = wrong === 0 ? 0 : 1;
