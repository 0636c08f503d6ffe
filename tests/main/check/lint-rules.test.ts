/** The linter's own boundary rules, as an editor shows them: each fires on a planted file, none on a good one. */
import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { runChild } from '../../helpers/child.ts';
import { plantFiles } from '../../helpers/plant-files.ts';
import { inRepository } from '../../helpers/repository.ts';
import { createTempFolder, type TempFolder } from '../../helpers/temp-folder.ts';

const imports = (specifier: string): string =>
  `import { thing } from '${specifier}';\nexport const used = thing;\n`;

/** Where, what, and what the linter must say there. */
const PLANTS: readonly [file: string, text: string, says: RegExp][] = [
  ['src-shared/scan/a.ts', imports('node:fs'), /src-shared is pure/],
  ['src-shared/scan/b.ts', imports('../contract/wire.ts'), /bottom layer/],
  ['src-shared/scan/c.ts', imports('react'), /no framework/],
  ['src-shared/contract/a.ts', imports('node:net'), /src-shared is pure/],
  ['src-shared/contract/b.ts', imports('../../src-main/app/x.ts'), /neither side/],
  ['src-main/engine/a.ts', imports('../store/database.ts'), /only scans/],
  ['src-main/engine/b.ts', imports('electron'), /knows no host/],
  ['src-main/store/a.ts', imports('../engine/run-scan.ts'), /only keeps/],
  ['src-main/reports/a.ts', imports('../store/database.ts'), /pure pair/],
  ['src-main/reports/b.ts', imports('node:fs'), /no I\/O/],
  ['src-main/app/a.ts', imports('../hosts/web/main.ts'), /does not know its doors/],
  ['src-main/app/b.ts', imports('../engine/dialers/portable-dialer.ts'), /through its doors/],
  ['src-main/hosts/electron/a.ts', imports('../web/main.ts'), /never imports another host/],
  ['src-main/hosts/electron/b.ts', imports('../../store/database.ts'), /through app\/create-app/],
  ['src-main/hosts/web/a.ts', imports('electron'), /only in hosts\/electron/],
  ['src-main/hosts/web/b.ts', imports('../cli/main.ts'), /never imports another host/],
  ['src-main/hosts/cli/a.ts', imports('../electron/main.ts'), /never imports another host/],
  ['src-main/hosts/cli/b.ts', imports('../../engine/run-scan.ts'), /through app\/create-app/],
  ['src-renderer/screens/a.tsx', imports('node:fs'), /no Node, no Electron/],
  ['src-renderer/screens/b.tsx', imports('../../src-main/app/create-app.ts'), /contract only/],
  ['src-renderer/components/a.tsx', imports('../state/store.ts'), /know no store/],
  ['src-renderer/charts/a.tsx', imports('../../src-main/app/x.ts'), /contract only/],
  ['src-main/app/any.ts', `export const loose = (value: any): unknown => value;\n`, /no-explicit-any/],
  [
    'src-main/app/types.ts',
    `import { Thing } from './thing.ts';\nexport const t: Thing = 1;\n`,
    /consistent-type-imports/,
  ],
  ['src-main/app/console.ts', `console.log(1);\n`, /no-console/],
  [
    'src-main/app/round-one.ts',
    `import { two } from './round-two.ts';\nexport const one = (): unknown => two;\n`,
    /no-cycle/,
  ],
];

const GOOD: Record<string, string> = {
  'src-shared/scan/good.ts': `import { z } from 'zod';\nexport const good = z.string();\n`,
  'src-shared/contract/good.ts': `export { good } from '../scan/good.ts';\nexport const wire = 1;\n`,
  'src-main/app/good.ts': `import { good } from '../../src-shared/scan/good.ts';\nexport const app = good;\n`,
  'src-main/app/thing.ts': `export type Thing = number;\n`,
  'src-main/app/round-two.ts': `import { one } from './round-one.ts';\nexport const two = (): unknown => one;\n`,
};

interface Finding {
  readonly filename: string;
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

let folder: TempFolder;
let findings: Finding[];

beforeAll(async () => {
  folder = await createTempFolder();
  await plantFiles(folder.path, GOOD);
  await plantFiles(folder.path, Object.fromEntries(PLANTS.map(([file, text]) => [file, text])));
  await cp(inRepository('.oxlintrc.json'), path.join(folder.path, '.oxlintrc.json'));
  await symlink(inRepository('node_modules'), path.join(folder.path, 'node_modules'));
  const linter = inRepository('node_modules/oxlint/bin/oxlint');
  const result = await runChild(process.execPath, [linter, '--format', 'json'], { cwd: folder.path });
  findings = (JSON.parse(result.stdout) as { diagnostics: Finding[] }).diagnostics;
});
afterAll(() => folder.dispose());

describe('the linter catches', () => {
  test.each(PLANTS)('%s', (file, _text, says) => {
    const said = findings
      .filter((finding) => finding.filename.endsWith(file))
      .map((finding) => `${finding.code} ${finding.message} ${finding.help ?? ''}`);
    expect(
      said.filter((line) => says.test(line)),
      said.join('\n'),
    ).toHaveLength(1);
  });
});

test.each(Object.keys(GOOD).filter((file) => file.endsWith('good.ts')))('the linter lets %s be', (file) => {
  expect(findings.filter((finding) => finding.filename.endsWith(file))).toEqual([]);
});
