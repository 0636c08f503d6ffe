/** THE list of commands and events. Hosts, handlers, client and tests all follow from this one value. */
import { z } from 'zod';
import { hostDetailSchema } from '../scan/host-detail.ts';
import {
  portRowSchema,
  rowFilterSchema,
  rowPageSchema,
  rowQuerySchema,
  serviceCountSchema,
} from '../scan/scan-row.ts';
import { serviceSharesSchema } from '../scan/service-shares.ts';
import { practiceRangeSchema } from '../scan/practice-range.ts';
import { packedDiffSchema } from '../scan/pack-diff.ts';
import { scanEventSchema } from '../scan/scan-event.ts';
import { runTimelineSchema } from '../scan/run-timeline.ts';
import { scanMatrixSchema } from '../scan/scan-matrix.ts';
import { scanOptionsSchema } from '../scan/scan-options.ts';
import { finalStatusSchema } from '../scan/scan-report.ts';
import { timingNameSchema } from '../scan/timing-template.ts';
import { appCommandIdSchema } from './app-commands.ts';
import { command, event } from './define.ts';
import {
  runMarksChangeSchema,
  seriesChangeSchema,
  seriesIdSchema,
  seriesMoveSchema,
  seriesSummarySchema,
} from './run-series.ts';
import {
  schedulePreviewSchema,
  scheduleTextSchema,
  watchDraftSchema,
  watchIdSchema,
  watchListSchema,
  watchNewsSchema,
} from './run-watch.ts';
import { deliverySchema } from './delivery.ts';
import { expectCommands } from './expect-commands.ts';
import { runSummarySchema, scanSnapshotSchema } from './scan-snapshot.ts';
import { fieldProblemSchema } from './wire.ts';

const scanId = z.string().min(1).max(64);
const address = z.string().min(1).max(64);
const byScanId = z.strictObject({ scanId });
const nothing = z.strictObject({});
const count = z.number().int().nonnegative();

/** What the form shows under the fields while a person types. Problems do not exclude a preview of the rest. */
const previewSchema = z.strictObject({
  hosts: count,
  /** Names still to be resolved; each counts as one host. */
  names: count,
  portsPerHost: count,
  probes: count,
  /** Likely time, and the time if nothing answers. */
  likelyMs: z.number().nonnegative(),
  worstMs: z.number().nonnegative(),
  /** Public addresses or blocks among the targets (the first few), which need a person's authorisation. */
  publicTargets: z.array(z.string()).max(5),
  problems: z.array(fieldProblemSchema).max(20),
  /** Addresses left out because the settings exclude them; absent: none. */
  neverScanned: count.optional(),
});
export type ScanPreview = z.infer<typeof previewSchema>;

const settingFields = {
  theme: z.enum(['system', 'light', 'dark']),
  timing: timingNameSchema,
  ports: z.string().min(1).max(4_096),
  /** The most connections at once, all hosts together and to one host; null: as the timing says. */
  maxInFlight: z.number().int().min(1).max(100_000).nullable(),
  maxInFlightPerHost: z.number().int().min(1).max(100_000).nullable(),
  /** Addresses, blocks and ranges that no scan of any host ever asks. */
  excluded: z.string().max(100_000),
  /** Whether new scans read what open ports say. */
  banners: z.boolean(),
  /**
   * Runs that began earlier go for good, except baselines and those with a tag or a note; null: kept for ever.
   */
  keepDays: z.number().int().min(1).max(36_500).nullable(),
  /** So many of each series stay whatever their age, the newest; null: none. */
  keepNewest: z.number().int().min(1).max(1_000).nullable(),
  /** Tell by the system when a long scan ends while nobody looks. */
  notifications: z.boolean(),
  /** A scan that took longer is long. */
  notifyAfterSeconds: z.number().int().min(1).max(86_400),
};
export const settingsSchema = z.strictObject({
  theme: settingFields.theme.default('system'),
  timing: settingFields.timing.default('T3'),
  ports: settingFields.ports.default('top:1000'),
  maxInFlight: settingFields.maxInFlight.default(null),
  maxInFlightPerHost: settingFields.maxInFlightPerHost.default(null),
  excluded: settingFields.excluded.default(''),
  banners: settingFields.banners.default(false),
  keepDays: settingFields.keepDays.default(null),
  keepNewest: settingFields.keepNewest.default(null),
  notifications: settingFields.notifications.default(true),
  // A shorter scan was still in mind when it ended.
  notifyAfterSeconds: settingFields.notifyAfterSeconds.default(20),
});
/** Without defaults: what is left out of a change stays as it is. */
const settingsChangeSchema = z.strictObject(settingFields).partial();
export type Settings = z.infer<typeof settingsSchema>;

export const exportFormatSchema = z.enum(['json', 'csv']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const diffFormatSchema = z.enum(['text', 'json', 'markdown']);
export type DiffFormat = z.infer<typeof diffFormatSchema>;

export const pictureKindSchema = z.enum(['svg', 'png']);
export type PictureKind = z.infer<typeof pictureKindSchema>;

export type { Delivery } from './delivery.ts';

/** `fault`: why there is no core at work, as a sentence; null: there is one. */
const coreStatusSchema = z.strictObject({ fault: z.string().max(4_096).nullable() });
export type CoreStatus = z.infer<typeof coreStatusSchema>;

export const portolanContract = {
  /** Answered also where the core behind the host has stopped; every other command is `disconnected` then. */
  'core.status': command(nothing, coreStatusSchema),
  /** Starts a core that has stopped; the answer says how that went. */
  'core.start': command(nothing, coreStatusSchema),
  'app.info': command(
    nothing,
    z.strictObject({
      version: z.string(),
      platform: z.string(),
      host: z.enum(['desktop', 'web', 'cli']),
      dialer: z.string(),
      /** One sentence: why this dialer. */
      dialerWhy: z.string(),
      threads: count,
      /** Connections that may be open at once, by the descriptor limit. */
      descriptors: count,
      dataFolder: z.string(),
      /** One sentence where history could not be opened as it was; null: all well. */
      notice: z.string().nullable(),
    }),
  ),

  'scan.preview': command(
    scanOptionsSchema
      .pick({ exclude: true, timing: true, discovery: true, preferIpv6: true })
      .extend({ targets: z.string().max(1_000_000), ports: z.string().max(400_000) }),
    previewSchema,
  ),
  /** Resolves once the scan is under way; `needs-confirmation` where targets are public and not confirmed. */
  'scan.start': command(
    z.strictObject({ options: scanOptionsSchema, confirmPublic: z.boolean().default(false) }),
    byScanId,
  ),
  'scan.pause': command(byScanId, nothing),
  'scan.resume': command(byScanId, nothing),
  /** Resolves when the scan has ended; what is known is kept. */
  'scan.stop': command(byScanId, nothing),
  /** Goes on with a run that was stopped, broken off or failed: what has its verdict is not asked again. */
  'scan.take-up': command(byScanId, nothing),
  /** The view of a running or kept scan; events with a higher `seq` follow by `scan.events`. */
  'scan.snapshot': command(byScanId, scanSnapshotSchema),
  'scan.rows': command(z.strictObject({ scanId, query: rowQuerySchema }), rowPageSchema),
  /** One host: every port's verdict as a short text, and the facts beside it. */
  'scan.host': command(z.strictObject({ scanId, address }), hostDetailSchema),
  /** One port in full, listed or not; `row` null while it has no verdict. */
  'scan.port': command(
    z.strictObject({ scanId, address, port: z.number().int().min(0).max(65_535) }),
    z.strictObject({ row: portRowSchema.nullable() }),
  ),
  /** Hosts x ports at a glance; bounded whatever the size of the scan. */
  'scan.matrix': command(z.strictObject({ scanId, filter: rowFilterSchema.prefault({}) }), scanMatrixSchema),
  /** Services of the listed ports with their counts, for the filter. */
  'scan.services': command(byScanId, z.strictObject({ services: z.array(serviceCountSchema).max(300) })),
  'scan.running': command(nothing, z.strictObject({ scanIds: z.array(scanId) })),

  'history.list': command(
    z.strictObject({
      text: z.string().max(256).default(''),
      /** `running`: paused ones too. */
      status: z.union([z.literal('running'), finalStatusSchema]).optional(),
      tag: z.string().max(64).optional(),
      series: seriesIdSchema.optional(),
      offset: count.default(0),
      limit: z.number().int().min(1).max(500).default(100),
    }),
    z.strictObject({ total: count, runs: z.array(runSummarySchema).max(500) }),
  ),
  /** Deleted runs can be restored until the app closes. */
  'history.delete': command(z.strictObject({ scanIds: z.array(scanId).min(1).max(1_000) }), nothing),
  'history.restore': command(z.strictObject({ scanIds: z.array(scanId).min(1).max(1_000) }), nothing),

  /** All of these runs or none; `not-found` where one is not there. */
  'history.update': command(runMarksChangeSchema, nothing),
  /** Every tag in use, the most used first. */
  'history.tags': command(
    nothing,
    z.strictObject({ tags: z.array(z.strictObject({ tag: z.string(), runs: count })).max(1_000) }),
  ),

  /** Series of two runs or more, or with a name or a baseline; the one that ran last comes first. */
  'series.list': command(nothing, z.strictObject({ series: z.array(seriesSummarySchema).max(500) })),
  /** The baseline is an ended run of the series. */
  'series.update': command(seriesChangeSchema, nothing),
  /** Runs that come later follow the last run of their scope. */
  'series.move': command(seriesMoveSchema, z.strictObject({ seriesId: seriesIdSchema })),

  /** What changed between two runs, packed (pack-diff.ts). */
  'compare.runs': command(z.strictObject({ before: scanId, after: scanId }), packedDiffSchema),
  /** The same as a file for the person. */
  'compare.export': command(
    z.strictObject({ before: scanId, after: scanId, format: diffFormatSchema }),
    deliverySchema,
  ),
  /** Which services the open ports of both have, and how many each. */
  'compare.services': command(z.strictObject({ before: scanId, after: scanId }), serviceSharesSchema),

  /** The ended runs of a series, or those named: what every port and host was in each of them. */
  'compare.timeline': command(
    z.union([
      z.strictObject({ seriesId: seriesIdSchema }),
      z.strictObject({ scanIds: z.array(scanId).min(1).max(1_000) }),
    ]),
    runTimelineSchema,
  ),

  'report.export': command(z.strictObject({ scanId, format: exportFormatSchema }), deliverySchema),
  /**
   * A report of a person, ours in JSON or nmap's in XML, in pieces in their order, as one message cannot hold it. The
   * answer to the last one names the kept run; before it, null. `invalid-input` where it is no report: nothing of it is
   * kept then.
   */
  'report.import': command(
    z.strictObject({
      upload: z.string().min(1).max(64),
      piece: count,
      text: z.string().max(150_000),
      last: z.boolean(),
      name: z.string().max(255),
    }),
    z.strictObject({ scanId: scanId.nullable() }),
  ),

  /** Scans that run by themselves, and who runs them. */
  'watch.list': command(nothing, watchListSchema),
  /** When a schedule comes due next; never an error for what is typed. */
  'watch.preview': command(z.strictObject({ schedule: scheduleTextSchema }), schedulePreviewSchema),
  /** `invalid-input` (field `schedule` or those of a scan), `needs-confirmation` where targets are public. */
  'watch.save': command(watchDraftSchema, z.strictObject({ watchId: watchIdSchema })),
  'watch.delete': command(z.strictObject({ watchId: watchIdSchema }), nothing),
  /** Resolves once its scan is under way. */
  'watch.runNow': command(z.strictObject({ watchId: watchIdSchema }), byScanId),
  /**
   * A picture of a chart as a file for the person, in pieces in their order: SVG as its text, PNG in base64. Null until
   * the last one. `invalid-input` where it is no such picture, or holds more than shapes and letters.
   */
  'picture.export': command(
    z.strictObject({
      upload: z.string().min(1).max(64),
      piece: count,
      text: z.string().max(150_000),
      last: z.boolean(),
      name: z.string().min(1).max(120),
      kind: pictureKindSchema,
    }),
    z.strictObject({ delivery: deliverySchema.nullable() }),
  ),
  ...expectCommands,

  /** Ports on 127.0.0.1 to practise on; they close with the app. Starting twice tells of the same ports. */
  'practice.status': command(nothing, practiceRangeSchema),
  'practice.start': command(nothing, practiceRangeSchema),
  'practice.stop': command(nothing, nothing),

  'settings.get': command(nothing, settingsSchema),
  'settings.set': command(settingsChangeSchema, settingsSchema),

  /** What the data folder takes on the disk, in bytes; null: nothing is kept there. */
  'data.size': command(nothing, z.strictObject({ bytes: count.nullable() })),
  /** Shows the data folder in the system's file manager. `unavailable` where there is none to show it in. */
  'data.show': command(nothing, nothing),

  /** Gives back the room of what was removed. `unavailable` where another program holds the history. */
  'data.vacuum': command(nothing, z.strictObject({ bytesBefore: count, bytesAfter: count })),

  'core.changed': event(coreStatusSchema),
  /** What can be done in the window now, so that the native menu greys the rest. */
  'app.offer': command(z.strictObject({ ids: z.array(appCommandIdSchema).max(100) }), nothing),

  'scan.events': event(z.strictObject({ events: z.array(scanEventSchema) })),
  /** Runs, their tags or notes, or their series were added, changed or removed; ask again for the list. */
  'history.changed': event(nothing),
  'settings.changed': event(settingsSchema),
  /** Watches were added, changed, started, ended or removed; ask again for the list. */
  'watch.changed': event(nothing),
  /** A watch saw a change, and a second look saw it too. */
  'watch.news': event(watchNewsSchema),
  /** A person asked for a run outside the window: it is shown there. */
  'app.show-scan': event(byScanId),
  /** The native menu: the window runs the command as if its key had been pressed. */
  'app.command': event(z.strictObject({ id: appCommandIdSchema })),
} as const;

export type PortolanContract = typeof portolanContract;
