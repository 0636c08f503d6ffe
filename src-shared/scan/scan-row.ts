/** One line of the results table, and the query that pages through them. Shared by every table of ports. */
import { z } from 'zod';
import { hostStatusSchema, portStateSchema, reasonSchema } from './port-state.ts';
import { portReportSchema } from './scan-report.ts';

const count = z.number().int().nonnegative();

/** A port of a host as the table shows it. */
export const portRowSchema = portReportSchema.extend({
  address: z.string().max(64),
  /** First name of the host; null where it has none. */
  hostName: z.string().max(255).nullable(),
});
export type PortRow = z.infer<typeof portRowSchema>;

export const ROW_SORT_KEYS = [
  'host',
  'port',
  'state',
  'reason',
  'service',
  'rttMs',
  'attempts',
  'confidence',
  'banner',
] as const;
export const rowSortKeySchema = z.enum(ROW_SORT_KEYS);
export type RowSortKey = (typeof ROW_SORT_KEYS)[number];

/** What stands together under a heading; hosts in their order, ports ascending. */
export const rowGroupSchema = z.enum(['host', 'port', 'none']);
export type RowGroup = z.infer<typeof rowGroupSchema>;

/**
 * `summarise`: ports in a host's "Not shown" runs are left out of the lines (grouped by host, each group closing with
 * the runs); false: every port that was asked is a line.
 */
export const rowQuerySchema = z.strictObject({
  text: z.string().max(256).default(''),
  states: z.array(portStateSchema).max(3).default([]),
  reasons: z.array(reasonSchema).max(16).default([]),
  hosts: z.array(z.string().max(64)).max(1_000).default([]),
  services: z.array(z.string().max(255)).max(100).default([]),
  sort: rowSortKeySchema.default('host'),
  descending: z.boolean().default(false),
  group: rowGroupSchema.default('host'),
  summarise: z.boolean().default(true),
  /** Hosts whose summed-up ports are lines all the same: a person unfolded them. */
  expanded: z.array(z.string().max(64)).max(1_000).default([]),
  offset: count.default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
export type RowQuery = z.output<typeof rowQuerySchema>;
export type RowQueryInput = z.input<typeof rowQuerySchema>;

/** What rows are filtered by, whatever shape shows them. */
export const rowFilterSchema = rowQuerySchema.pick({
  text: true,
  states: true,
  reasons: true,
  hosts: true,
  services: true,
});
export type RowFilterQuery = z.output<typeof rowFilterSchema>;

/**
 * A line of the table: the heading of a host or of a port on many hosts (grouped views), a port, or the "Not shown" line
 * that ends a host's group.
 */
export const tableLineSchema = z.discriminatedUnion('line', [
  z.strictObject({
    line: z.literal('host'),
    address: z.string().max(64),
    names: z.array(z.string().max(255)),
    status: hostStatusSchema,
    srttMs: z.number().nonnegative().nullable(),
    finished: z.boolean(),
    open: count,
    closed: count,
    filtered: count,
    /** Ports asked of this host. */
    asked: count,
  }),
  z.strictObject({
    line: z.literal('same-port'),
    port: z.number().int().min(0).max(65_535),
    service: z.string().max(255).nullable(),
    /** Hosts under it, by the state of the port. */
    open: count,
    closed: count,
    filtered: count,
  }),
  z.strictObject({ line: z.literal('port'), row: portRowSchema }),
  z.strictObject({
    line: z.literal('not-shown'),
    address: z.string().max(64),
    finished: z.boolean(),
    runs: z.array(z.strictObject({ state: portStateSchema, reason: reasonSchema, count })).max(32),
  }),
]);
export type TableLine = z.infer<typeof tableLineSchema>;

export const rowPageSchema = z.strictObject({
  /** Lines that match, and the page of them that was asked for. */
  total: count,
  lines: z.array(tableLineSchema).max(500),
  /** Port lines among the matches (headings and "Not shown" not counted). */
  ports: count,
  /** The scan's last event that this answer covers. */
  seq: z.number().int(),
});
export type RowPage = z.infer<typeof rowPageSchema>;

export const serviceCountSchema = z.strictObject({ service: z.string().max(255), count });
export type ServiceCount = z.infer<typeof serviceCountSchema>;
