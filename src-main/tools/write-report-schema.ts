/** Writes assets/portolan-scan-1.schema.json, the published form of the report's schema. Run: `node <this file>`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { REPORT_SCHEMA, scanReportSchema } from '../../src-shared/scan/scan-report.ts';

export const schemaFile = path.join(import.meta.dirname, '../../assets/portolan-scan-1.schema.json');

/** JSON Schema, draft 2020-12. A test holds the published file to it. */
export function reportSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(scanReportSchema, { target: 'draft-2020-12', io: 'input' });
  const head = {
    $schema,
    $id: `urn:portolan:schema:${REPORT_SCHEMA}`,
    title: `Portolan scan report (${REPORT_SCHEMA})`,
    description:
      'A TCP connect scan. The ports and extraports of a host together cover exactly the ports that were asked and decided.',
  };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}

if (import.meta.main) writeFileSync(schemaFile, reportSchemaText());
