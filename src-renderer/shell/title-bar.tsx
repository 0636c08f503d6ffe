import { ActionIcon, Tooltip } from '@mantine/core';
import { Moon, Plus, Search, Sun, X } from 'lucide-react';
import { Logo } from '../components/logo.tsx';
import { APP_COMMANDS, keysOf } from '../../src-shared/contract/app-commands.ts';
import { formatRoute } from '../state/route-slice.ts';
import { runCommand } from '../state/commands/command-table.ts';
import { hostKind, isMac } from '../state/commands/platform.ts';
import { askedPorts } from '../components/describe-run.ts';
import { Keys } from '../components/keys.tsx';
import { isDraftTab, NEW_TAB, scanIdOfTab } from '../state/draft-tabs.ts';
import { tabOf } from '../state/scans-slice.ts';
import { useAppState, useAppStore } from '../state/use-app-state.tsx';
import { useShownScheme } from '../theme/use-shown-scheme.ts';
import { describeTab } from './describe-tab.ts';
import { TabMark } from './tab-mark.tsx';
import './title-bar.css';

const NEW_SCAN = APP_COMMANDS[0];

/** Brand, the open scans, the palette's door, the theme. In the desktop window it is also what the window is moved by. */
export function TitleBar() {
  return (
    <header className="title-bar">
      <div className="brand">
        <Logo />
        <span>Portolan</span>
      </div>
      <ScanTabs />
      <FinderButton />
      <ThemeButton />
    </header>
  );
}

function ScanTabs() {
  const store = useAppStore();
  const tabs = useAppState((state) => state.scans.tabs);
  const current = useAppState((state) => (state.route.screen === 'scan' ? tabOf(state.route.scanId) : null));
  const holdsNew = useAppState((state) => (state.drafts[NEW_TAB]?.targets.trim() ?? '') !== '');
  const shown = holdsNew || current === NEW_TAB ? [...tabs, NEW_TAB] : tabs;
  const keys = keysOf(NEW_SCAN, hostKind());
  return (
    <nav className="tabs" aria-label="Open scans">
      {shown.map((tab) => (
        <ScanTab key={tab} tab={tab} current={current === tab} alone={shown.length === 1} />
      ))}
      <Tooltip
        label={<>New scan {keys ? <Keys keys={keys} isMac={isMac()} /> : null}</>}
        withinPortal={false}
      >
        <ActionIcon aria-label="New scan" size={24} onClick={() => runCommand(store, 'scan.new')}>
          <Plus size={14} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </nav>
  );
}

interface ScanTabProps {
  tab: string;
  current: boolean;
  /** The only one. */
  alone: boolean;
}

function ScanTab({ tab, current, alone }: ScanTabProps) {
  const label = useAppState((state) => describeTab(tab, state.scans.views[tab], state.drafts[tab]));
  const ports = useAppState((state) => {
    const view = state.scans.views[tab];
    const twins = state.scans.tabs.filter(
      (other) => describeTab(other, state.scans.views[other], state.drafts[other]) === label,
    );
    return view !== undefined && twins.length > 1 ? askedPorts(view) : null;
  });
  const closeTab = useAppState((state) => state.closeTab);
  const isDraft = isDraftTab(tab);
  const isBlank = useAppState((state) => isDraft && (state.drafts[tab]?.targets.trim() ?? '') === '');
  return (
    <span className="tab" data-current={current || undefined} data-alone={alone || undefined}>
      <a
        href={formatRoute({ screen: 'scan', scanId: scanIdOfTab(tab) })}
        aria-current={current ? 'page' : undefined}
        title={label}
      >
        {isDraft ? <i className="tab-dot" /> : <TabMark scanId={tab} />}
        <span className={isBlank ? 'tab-label' : 'tab-label mono'}>{label}</span>
        {ports === null ? null : <em className="tab-ports">{ports}</em>}
        {isDraft ? null : <TabShare scanId={tab} />}
      </a>
      {alone && isBlank ? null : (
        <button
          type="button"
          className="tab-close"
          aria-label={`Close ${label}`}
          onClick={() => closeTab(tab)}
        >
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}

/** Looks like a field, and opens the one that finds everything. */
function FinderButton() {
  const store = useAppStore();
  return (
    <button
      type="button"
      className="finder-button"
      aria-haspopup="dialog"
      onClick={() => runCommand(store, 'palette')}
    >
      <Search size={14} aria-hidden />
      <span>
        Search<span className="finder-more"> or run a command</span>
      </span>
      <span className="finder-keys" aria-hidden>
        <Keys keys="Mod+K" isMac={isMac()} />
      </span>
    </button>
  );
}

/** "58 %" while it runs. */
function TabShare({ scanId }: { scanId: string }) {
  const percent = useAppState((state) => {
    const view = state.scans.views[scanId];
    if (!view || (view.status !== 'running' && view.status !== 'paused')) return null;
    const { portsDone, portsTotal } = view.progress;
    return portsTotal > 0 ? Math.floor((100 * portsDone) / portsTotal) : 0;
  });
  return percent === null ? null : <em className="tab-share">{percent} %</em>;
}

function ThemeButton() {
  const scheme = useShownScheme();
  const changeSettings = useAppState((state) => state.changeSettings);
  const other = scheme === 'dark' ? 'light' : 'dark';
  const Icon = scheme === 'dark' ? Sun : Moon;
  return (
    <Tooltip label={`Use the ${other} theme`} withinPortal={false} position="bottom-end">
      <ActionIcon
        className="theme-button"
        aria-label={`Use the ${other} theme`}
        onClick={() => void changeSettings({ theme: other })}
      >
        <Icon size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
