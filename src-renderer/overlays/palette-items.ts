/** What the palette offers for a text: typed targets, runs, hosts of open scans, commands. Nothing runs until it is chosen. */
import { keysOf, type AppCommandId } from '../../src-shared/contract/app-commands.ts';
import type { RunSummary } from '../../src-shared/contract/scan-snapshot.ts';
import { parseTargetList } from '../../src-shared/scan/target-spec.ts';
import { portsWord, runTitle } from '../components/describe-run.ts';
import { formatPlural, formatRecent } from '../components/format.ts';
import type { AppState, AppStore } from '../state/store.ts';
import { offeredCommands, refusalOf, runCommand } from '../state/commands/command-table.ts';
import { runBefore, targetsKey } from '../state/commands/compare-with-before.ts';
import { startTargets } from '../state/commands/start-scans.ts';

export type PaletteGroup = 'Scan' | 'Runs' | 'Hosts' | 'Commands';
export type PaletteSign = 'scan' | 'again' | 'open' | 'compare' | 'host' | 'command';

export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly sign: PaletteSign;
  readonly label: string;
  /** Fainter, at the end of the line. */
  readonly detail: string;
  /** The detail is an address. */
  readonly mono?: boolean;
  /** Of a command, instead of a detail. */
  readonly keys?: string | null;
  run(store: AppStore, inNewTab: boolean): void;
}

const MAX_RUNS = 6;
const MAX_HOSTS = 6;
/** Before anything is typed: enough to go back to, without pushing the commands out of sight. */
const MAX_RUNS_AT_FIRST = 3;

type Known = Pick<AppState, 'recent' | 'scans' | 'settings'>;

/** The items in the order of their groups, best first. `now` is for times of day. */
export function paletteItems(
  text: string,
  state: AppState,
  host: 'desktop' | 'web',
  now: Date,
): PaletteItem[] {
  const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const targets = targetItem(text.trim(), state);
  const runs = runItems(state, words, now).slice(0, words.length > 0 ? MAX_RUNS : MAX_RUNS_AT_FIRST);
  const hosts = words.length > 0 ? hostItems(state, words) : [];
  const series = words.length > 0 ? seriesItems(state, words) : [];
  return [...targets, ...runs, ...series, ...hosts, ...commandItems(state, words, host)];
}

function targetItem(text: string, { settings }: Known): PaletteItem[] {
  if (!looksLikeTargets(text)) return [];
  return [
    {
      id: 'targets',
      group: 'Scan',
      sign: 'scan',
      label: `Scan ${text}`,
      detail: portsWord(settings.ports),
      run: (store, inNewTab) => startTargets(store, { targets: text }, inNewTab),
    },
  ];
}

/** A bare word could be a host's name as well as a command's: only what has an address's signs is offered as a target. */
function looksLikeTargets(text: string): boolean {
  if (!/[.:/]/.test(text) && text.toLowerCase() !== 'localhost') return false;
  const { items, problems } = parseTargetList([text]);
  return problems.length === 0 && items.some(({ exclude }) => !exclude);
}

function runItems({ recent }: Known, words: readonly string[], now: Date): PaletteItem[] {
  const items: PaletteItem[] = [];
  const seen = new Set<string>();
  for (const run of recent) {
    if (seen.has(targetsKey(run))) continue;
    seen.add(targetsKey(run));
    const found = (item: PaletteItem) => matches(words, item.label, item.detail, run.targets.join(' '));
    items.push(...itemsOfRun(run, recent, now).filter(found));
  }
  return items;
}

function itemsOfRun(run: RunSummary, recent: readonly RunSummary[], now: Date): PaletteItem[] {
  // Within a sentence.
  const name = runTitle(run.targets, run.moreTargets).name.replace(/^This computer$/, 'this computer');
  const when = formatRecent(new Date(run.startedAt), now);
  const items: PaletteItem[] = [
    {
      id: `open ${run.scanId}`,
      group: 'Runs',
      sign: 'open',
      label: `Open ${name}, ${portsWord(run.ports)}`,
      detail: when,
      run: (store, inNewTab) => {
        if (inNewTab) store.getState().adoptTabs([run.scanId]);
        else store.getState().openScan(run.scanId);
      },
    },
    {
      id: `again ${run.scanId}`,
      group: 'Runs',
      sign: 'again',
      label: `Re-scan ${name}`,
      detail: portsWord(run.ports),
      run: (store) => void store.getState().repeatRun(run.scanId),
    },
  ];
  const before = runBefore(recent, run.scanId);
  if (before) {
    items.push({
      id: `compare ${run.scanId}`,
      group: 'Runs',
      sign: 'compare',
      label: `Compare the last two runs of ${name}`,
      detail: '',
      run: (store) =>
        store.getState().navigate({ screen: 'compare', before: before.scanId, after: run.scanId }),
    });
  }
  return items;
}

function seriesItems({ series }: AppState, words: readonly string[]): PaletteItem[] {
  const several = series.list.filter(({ runs }) => runs > 1);
  return several
    .map(({ id, name, targets, moreTargets, runs }): PaletteItem => ({
      id: `series ${id}`,
      group: 'Runs',
      sign: 'compare',
      label: `All runs of ${name ?? runTitle(targets, moreTargets).name} over time`,
      detail: formatPlural(runs, 'run'),
      run: (store) => store.getState().navigate({ screen: 'series', seriesId: id }),
    }))
    .filter((item) => matches(words, item.label, 'series'))
    .slice(0, MAX_RUNS);
}

function hostItems({ scans }: Known, words: readonly string[]): PaletteItem[] {
  const items: PaletteItem[] = [];
  const seen = new Set<string>();
  for (const scanId of scans.tabs) {
    for (const { address, names } of scans.views[scanId]?.hosts.values() ?? []) {
      if (seen.has(address) || !matches(words, address, names.join(' '))) continue;
      seen.add(address);
      items.push({
        id: `host ${address}`,
        group: 'Hosts',
        sign: 'host',
        label: names[0] ?? address,
        detail: names.length > 0 ? address : '',
        mono: true,
        run: (store) => {
          store.getState().openScan(scanId);
          store.getState().changeQuery(scanId, { hosts: [address] });
        },
      });
      if (items.length === MAX_HOSTS) return items;
    }
  }
  return items;
}

function commandItems(state: AppState, words: readonly string[], host: 'desktop' | 'web'): PaletteItem[] {
  const offered = offeredCommands().filter(
    (command) =>
      command.id !== 'palette' &&
      refusalOf(command.id, state) === null &&
      matches(words, command.label, command.also ?? ''),
  );
  const startsSo = (label: string) => label.toLowerCase().startsWith(words.join(' '));
  return offered
    .toSorted((a, b) => Number(startsSo(b.label)) - Number(startsSo(a.label)))
    .map((command) => commandItem(command.id, command.label, keysOf(command, host)));
}

function commandItem(id: AppCommandId, label: string, keys: string | null): PaletteItem {
  return {
    id: `command ${id}`,
    group: 'Commands',
    sign: 'command',
    label,
    detail: '',
    keys,
    run: (store) => runCommand(store, id),
  };
}

function matches(words: readonly string[], ...texts: readonly string[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}
