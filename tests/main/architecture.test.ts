/** ARCHITECTURE.md answers "where is ...?": every path it names must be there. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inRepository, repositoryFolder } from '../helpers/repository.ts';

/** Top-level names that a path begins with; "scan/x" in a sentence is not one. */
const PATH =
  /^(src-[a-z]+|tests|assets|dist|\.ci|\.oxlintrc\.json|package\.json|[a-z.-]+\.(ts|yml|json))(\/|$)/;

const page = readFileSync(inRepository('ARCHITECTURE.md'), 'utf8');
const named = [...page.matchAll(/`([^`\s]+)`/g)]
  .flatMap((match) => match[1] ?? [])
  .filter((text) => PATH.test(text) && !text.startsWith('dist'));

test('the page names the places of the main parts', () => {
  expect(named.length).toBeGreaterThan(30);
});

test.each([...new Set(named)])('%s exists', (name) => {
  expect(globSync(name, { cwd: repositoryFolder })).not.toEqual([]);
});
