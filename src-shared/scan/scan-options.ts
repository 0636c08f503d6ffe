/** What a person asks a scan to do: the schema, its limits and its defaults. */
import { z } from 'zod';
import { DEFAULT_TIMING, timingNameSchema } from './timing-template.ts';

/** How connections are made; `auto`: by what works best on the machine. */
export const DIALER_CHOICES = ['auto', 'portable', 'epoll'] as const;

const uint32 = z.number().int().min(0).max(0xffff_ffff);

/**
 * Targets, excludes and ports are kept as typed: they are parsed by `target-spec.ts` and `port-spec.ts`, which say what
 * is wrong and where. Lengths are bounded so that no message can hold more than a person would paste.
 */
export const scanOptionsSchema = z.strictObject({
  targets: z.array(z.string().max(4_096)).min(1).max(100_000),
  exclude: z.array(z.string().max(4_096)).max(100_000).default([]),
  /** Nmap's syntax and ours: "22,80,8000-8100", "-", "http*"-free names, "top:100". */
  ports: z.string().min(1).max(400_000).default('top:1000'),
  timing: timingNameSchema.default(DEFAULT_TIMING),
  /** Ask whether a host is there before its ports; false is nmap's -Pn. */
  discovery: z.boolean().default(true),
  /** Prefer a name's IPv6 address; nmap's -6. */
  preferIpv6: z.boolean().default(false),
  /** Order of the probes; absent: drawn at the start and reported. */
  seed: uint32.optional(),
  /** Tries after the first for silent ports; absent: the template's. */
  maxRetries: z.number().int().min(0).max(50).optional(),
  hostTimeoutMs: z.number().int().min(1).max(86_400_000).optional(),
  /** Probes per second, all hosts together. */
  maxRate: z.number().positive().max(10_000_000).optional(),
  dialer: z.enum(DIALER_CHOICES).default('auto'),
  /** Connect to open ports once more and read what they say first. */
  banners: z.boolean().default(false),
  /** List every port instead of summarising the uninteresting ones. */
  allPorts: z.boolean().default(false),
});

/** Options with every default filled in. */
export type ScanOptions = z.output<typeof scanOptionsSchema>;
/** Options as a caller may give them. */
export type ScanOptionsInput = z.input<typeof scanOptionsSchema>;
