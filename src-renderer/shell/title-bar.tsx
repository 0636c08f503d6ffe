import { ActionIcon, Tooltip } from '@mantine/core';
import { Moon, Plus, Sun, X } from 'lucide-react';
import { Logo } from '../components/logo.tsx';
import { formatRoute } from '../state/route-slice.ts';
import { useAppState } from '../state/use-app-state.tsx';
import { useShownScheme } from '../theme/use-shown-scheme.ts';
import { describeTab } from './describe-tab.ts';
import { TabMark } from './tab-mark.tsx';
import './title-bar.css';

/** Brand, the open scans, the theme. In the desktop window it is also what the window is moved by. */
export function TitleBar() {
  return (
    <header className="title-bar">
      <div className="brand">
        <Logo />
        <span>Portolan</span>
      </div>
      <ScanTabs />
      <ThemeButton />
    </header>
  );
}

function ScanTabs() {
  const tabs = useAppState((state) => state.scans.tabs);
  const current = useAppState((state) => (state.route.screen === 'scan' ? (state.route.scanId ?? '') : null));
  return (
    <nav className="tabs" aria-label="Open scans">
      {tabs.map((scanId) => (
        <ScanTab key={scanId} scanId={scanId} current={current === scanId} />
      ))}
      {current === '' ? (
        <span className="tab" data-current>
          <i className="tab-dot" />
          New scan
        </span>
      ) : (
        <Tooltip label="New scan" withinPortal={false}>
          <ActionIcon component="a" href={formatRoute(NEW_SCAN)} aria-label="New scan" size={24}>
            <Plus size={14} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </nav>
  );
}

const NEW_SCAN = { screen: 'scan', scanId: null } as const;

function ScanTab({ scanId, current }: { scanId: string; current: boolean }) {
  const label = useAppState((state) => describeTab(state.scans.views[scanId], state.drafts[scanId]));
  const closeTab = useAppState((state) => state.closeTab);
  return (
    <span className="tab" data-current={current || undefined}>
      <a href={formatRoute({ screen: 'scan', scanId })} aria-current={current ? 'page' : undefined}>
        <TabMark scanId={scanId} />
        <span className="tab-label mono">{label}</span>
        <TabShare scanId={scanId} />
      </a>
      <button
        type="button"
        className="tab-close"
        aria-label={`Close ${label}`}
        onClick={() => closeTab(scanId)}
      >
        <X size={12} aria-hidden />
      </button>
    </span>
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
