/** A comparison as JSON, `portolan-diff/1`: assets/portolan-diff-1.schema.json is its published schema. */
import { z } from 'zod';
import { PORT_CHANGE_KINDS, scanDiffSchema, type ScanDiff } from '../../src-shared/scan/scan-diff.ts';

const DIFF_SCHEMA = 'portolan-diff/1';

const count = z.number().int().nonnegative();

/** The counts are spelled out: a schema for others names what there is. */
export const diffDocumentSchema = scanDiffSchema.extend({
  schema: z.literal(DIFF_SCHEMA),
  counts: z.strictObject(Object.fromEntries(PORT_CHANGE_KINDS.map((kind) => [kind, count]))),
});

/** Each change is one line; the head comes first, so that it is seen in however long a document. */
export function* writeDiffJson({ hosts, ports, ...head }: ScanDiff): Generator<string> {
  yield JSON.stringify({ schema: DIFF_SCHEMA, ...head }, null, 2).replace(/\n\}$/, ',\n');
  yield* array('hosts', hosts);
  yield ',\n';
  yield* array('ports', ports);
  yield '\n}\n';
}

function* array(name: string, items: readonly unknown[]): Generator<string> {
  yield `  "${name}": [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${JSON.stringify(item)}`;
  yield items.length === 0 ? ']' : '\n  ]';
}
