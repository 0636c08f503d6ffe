/**
 * Writes Mantine's theme variables to a file, so that nothing has to be injected into the page at run time (the content
 * policy forbids it). Run after changing theme.ts or Mantine's version; a test says when it is due.
 */
import { writeFileSync } from 'node:fs';
import { DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import { theme } from '../../src-renderer/theme/theme.ts';

const themeCssFile = new URL('../../src-renderer/theme/mantine-variables.css', import.meta.url);

/** The whole of mantine-variables.css. */
export function themeCss(): string {
  const { variables, light, dark } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  return [
    '/* Written by tests/tools/write-theme-css.ts from theme.ts: change that instead. */',
    block(':root', variables),
    block(":root[data-mantine-color-scheme='light']", light),
    block(":root[data-mantine-color-scheme='dark']", dark),
  ].join('\n');
}

function block(selector: string, declarations: Record<string, string>): string {
  const lines = Object.entries(declarations).map(([name, value]) => `  ${name}: ${value};`);
  return `${selector} {\n${lines.join('\n')}\n}\n`;
}

if (import.meta.main) writeFileSync(themeCssFile, themeCss());
