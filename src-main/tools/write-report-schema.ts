/** Writes the published JSON Schemas into assets: of a report, of a comparison. Run: `node <this file>`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { REPORT_SCHEMA, scanReportSchema } from '../../src-shared/scan/scan-report.ts';
import { diffDocumentSchema } from '../reports/diff-json.ts';

const asset = (name: string): string => path.join(import.meta.dirname, '../../assets', name);

export const schemaFile = asset('portolan-scan-1.schema.json');
export const diffSchemaFile = asset('portolan-diff-1.schema.json');

/** JSON Schema, draft 2020-12. A test holds the published file to it. */
export function reportSchemaText(): string {
  return schemaText(scanReportSchema, {
    $id: `urn:portolan:schema:${REPORT_SCHEMA}`,
    title: `Portolan scan report (${REPORT_SCHEMA})`,
    description:
      'A TCP connect scan. The ports and extraports of a host together cover exactly the ports that were asked and decided.',
  });
}

/** The same of a comparison. */
export function diffSchemaText(): string {
  return schemaText(diffDocumentSchema, {
    $id: 'urn:portolan:schema:portolan-diff/1',
    title: 'Portolan comparison of two scans (portolan-diff/1)',
    description:
      'What changed where both scans asked. A side of a change that is null was not asked: it is never "closed". Entries merge neighbouring ports that changed alike; counts hold every port, also where entries were cut.',
  });
}

function schemaText(schema: z.ZodType, about: object): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, ...about, ...rest }, null, 2)}\n`;
}

if (import.meta.main) {
  writeFileSync(schemaFile, reportSchemaText());
  writeFileSync(diffSchemaFile, diffSchemaText());
}
