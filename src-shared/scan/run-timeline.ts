/**
 * Many runs of the same targets, oldest first: the shape. The judgement is in build-timeline.ts.
 *
 * What a host or port was in each run is one character a run, in the order of `runs` (a "strip"):
 * ports `o` open, `c` closed, `f` filtered, `u` asked and nothing known (its host did not answer), `-` not asked, or not
 * to the end; hosts `u` up, `d` asked to the end and not there, `s` the same, but it may be lost packets (it makes no
 * change), `-` not asked or not to the end.
 * `-` is never "closed" and never "gone": nothing is said of such a run.
 */
import { z } from 'zod';
import { reasonSchema } from './port-state.ts';
import { finalStatusSchema, portCountsSchema } from './scan-report.ts';

/** What a timeline holds at most; changes: those of one port, one that goes to and fro has no end of them. */
export const MAX_TIMELINE_RUNS = 1_000;
export const MAX_TIMELINE_PORTS = 500;
export const MAX_TIMELINE_HOSTS = 1_000;
export const MAX_TIMELINE_CHANGES = 100;

const count = z.number().int().nonnegative();
const runIndex = count.max(MAX_TIMELINE_RUNS - 1);

/**
 * `opened`, `closed`, `filtered`: the state changed to that; `service`, `reason-only`: as in scan-diff.ts;
 * `host-appeared`, `host-gone`: the host as a whole. Each is told against the latest run before that asked the same to
 * the end, which is not always the run before.
 */
export const TIMELINE_CHANGE_KINDS = [
  'opened',
  'closed',
  'filtered',
  'service',
  'reason-only',
  'host-appeared',
  'host-gone',
] as const;
export const timelineChangeKindSchema = z.enum(TIMELINE_CHANGE_KINDS);
export type TimelineChangeKind = (typeof TIMELINE_CHANGE_KINDS)[number];

const verdictBriefSchema = z.strictObject({
  reason: reasonSchema.nullable(),
  service: z.string().max(255).nullable(),
});

export const timelineChangeSchema = z.strictObject({
  kind: timelineChangeKindSchema,
  /** The run in which it was seen, and the one it is told against. */
  run: runIndex,
  since: runIndex,
  before: verdictBriefSchema,
  after: verdictBriefSchema,
  /** `first-seen`: open for the first time; `reopened`: open again after it was not. */
  mark: z.enum(['first-seen', 'reopened']).optional(),
});
export type TimelineChange = z.infer<typeof timelineChangeSchema>;

export const timelinePortSchema = z.strictObject({
  address: z.string().max(64),
  hostName: z.string().max(255).nullable(),
  port: z.number().int().min(0).max(65_535),
  /**
   * Where the row stands for many ports of the host that were alike in every run: `count` ports from `port` to
   * `lastPort`. Absent: it is one port.
   */
  group: z.strictObject({ lastPort: z.number().int().max(65_535), count }).optional(),
  service: z.string().max(255).nullable(),
  strip: z.string().max(MAX_TIMELINE_RUNS),
  /** Runs whose silence is not to be relied on: they make no change, and are drawn as doubtful. */
  doubtful: z.array(runIndex),
  /** Ascending by run; the latest where there are too many (the strip shows all). */
  changes: z.array(timelineChangeSchema).max(MAX_TIMELINE_CHANGES),
  /** How many changes there are, those that are not listed too. */
  totalChanges: count,
  /** The first and the last run that saw it open; null: none did. */
  firstOpen: runIndex.nullable(),
  lastOpen: runIndex.nullable(),
  /** It goes to and fro: see timeline-rows.ts. */
  flapping: z.boolean(),
});
export type TimelinePort = z.infer<typeof timelinePortSchema>;

export const timelineHostSchema = z.strictObject({
  address: z.string().max(64),
  hostName: z.string().max(255).nullable(),
  strip: z.string().max(MAX_TIMELINE_RUNS),
  /**
   * Open ports as steps `[run, count]`: so many from that run until that of the next step; null where nothing is known.
   * The first step is at run 0, and no step is without a difference.
   */
  open: z.array(z.tuple([runIndex, count.nullable()])).max(MAX_TIMELINE_RUNS),
  /** As those of a port. */
  changes: z.array(timelineChangeSchema).max(MAX_TIMELINE_CHANGES),
  totalChanges: count,
});
export type TimelineHost = z.infer<typeof timelineHostSchema>;

export const timelineRunSchema = z.strictObject({
  scanId: z.string().max(64),
  startedAt: z.string(),
  status: finalStatusSchema,
  elapsedMs: z.number().nonnegative(),
  counts: portCountsSchema,
  hostsUp: count,
  tags: z.array(z.string().max(64)),
  note: z.string().max(4_096),
  /** Changes that were seen in this run, of ports and hosts, by kind. */
  changes: z.record(timelineChangeKindSchema, count),
});
export type TimelineRun = z.infer<typeof timelineRunSchema>;

export const runTimelineSchema = z.strictObject({
  /** Oldest first. Of a longer series the latest. */
  runs: z.array(timelineRunSchema).max(MAX_TIMELINE_RUNS),
  /**
   * Ports that were ever not in their host's usual state (the one of closed and filtered that most of its ports had in
   * most runs) or of which a change is told. First those that changed most in state or service, then those that were ever
   * open, then those whose reason alone changed most; hosts in the order of their addresses among equals.
   */
  ports: z.array(timelinePortSchema).max(MAX_TIMELINE_PORTS),
  /** How many there are beyond those listed: ports, not rows. */
  morePorts: count,
  /**
   * Hosts that answered in any run, in the order of their addresses; where there are too many, those that changed most.
   */
  hosts: z.array(timelineHostSchema).max(MAX_TIMELINE_HOSTS),
  moreHosts: count,
  /**
   * Of all ports that were ever not in their host's usual state, listed or not: how many were what, in each run. A rule
   * that drops what it rejected before is no part of it: it would stand before all that opened and closed.
   */
  area: z.strictObject({
    open: z.array(count),
    filtered: z.array(count),
    closed: z.array(count),
    unknown: z.array(count),
    notAsked: z.array(count),
  }),
});
export type RunTimeline = z.infer<typeof runTimelineSchema>;
