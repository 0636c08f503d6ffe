/** Hosts x ports at a glance: the ports that tell hosts apart, one letter a cell. */
import { z } from 'zod';

const count = z.number().int().nonnegative();

export const MAX_MATRIX_PORTS = 256;
export const MAX_MATRIX_HOSTS = 1_000;

export const scanMatrixSchema = z.strictObject({
  /** Columns, ascending. */
  ports: z.array(z.number().int().min(0).max(65_535)).max(MAX_MATRIX_PORTS),
  /** By address. `cells`: a letter for each column: open, closed, filtered, or "-" where nothing is known. */
  hosts: z
    .array(
      z.strictObject({
        address: z.string().max(64),
        name: z.string().max(255).nullable(),
        cells: z.string().regex(/^[ocf-]*$/),
      }),
    )
    .max(MAX_MATRIX_HOSTS),
  /** Interesting ports and answering hosts that found no room. */
  morePorts: count,
  moreHosts: count,
});
export type ScanMatrix = z.infer<typeof scanMatrixSchema>;
