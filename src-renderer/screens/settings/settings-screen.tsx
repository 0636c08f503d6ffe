/** What the person prefers, and what this installation is. */
import { SegmentedControl } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { settingsSchema } from '../../../src-shared/contract/portolan-contract.ts';
import { TIMING_NAMES, TIMING_TEMPLATES } from '../../../src-shared/scan/timing-template.ts';
import { formatCount, formatPlural } from '../../components/format.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { DefaultPorts } from './default-ports.tsx';
import { KeptData } from './kept-data.tsx';
import { Notifications } from './notifications.tsx';
import { ScanLimits } from './scan-limits.tsx';
import './settings-screen.css';

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const TIMINGS = TIMING_NAMES.map((name) => ({
  value: name,
  label: `${name} ${TIMING_TEMPLATES[name].word}`,
}));

export function SettingsScreen() {
  const settings = useAppState((state) => state.settings);
  const loaded = useAppState((state) => state.settingsLoaded);
  const change = useAppState((state) => state.changeSettings);
  const theme = useId();
  const timing = useId();
  return (
    <div className="settings">
      <h1>Settings</h1>
      <section aria-labelledby={theme}>
        <h2 id={theme}>Theme</h2>
        <div>
          <SegmentedControl
            withItemsBorders={false}
            aria-labelledby={theme}
            data={THEMES}
            value={settings.theme}
            disabled={!loaded}
            onChange={(value) => void change({ theme: settingsSchema.shape.theme.parse(value) })}
          />
        </div>
      </section>
      <section aria-labelledby={timing}>
        <h2 id={timing}>Timing of new scans</h2>
        <div>
          <SegmentedControl
            withItemsBorders={false}
            aria-labelledby={timing}
            data={TIMINGS}
            value={settings.timing}
            disabled={!loaded}
            onChange={(value) => void change({ timing: settingsSchema.shape.timing.parse(value) })}
          />
          <p>{describeTiming(settings.timing)}</p>
        </div>
      </section>
      <DefaultPorts />
      <ScanLimits />
      <Notifications />
      <KeptData />
      <AboutThisInstallation />
    </div>
  );
}

function describeTiming(name: keyof typeof TIMING_TEMPLATES): string {
  const { maxInFlight, maxRetries, scanDelayMs } = TIMING_TEMPLATES[name];
  const pause = scanDelayMs > 0 ? `, with a pause of ${formatCount(scanDelayMs)} ms between two` : '';
  return `At most ${formatPlural(maxInFlight, 'connection')} at once${pause}; a silent port is asked up to ${formatPlural(maxRetries + 1, 'time')}.`;
}

function AboutThisInstallation() {
  const info = useAppState((state) => state.connection.info);
  return (
    <>
      <Fact title="This installation">
        {info ? `Portolan ${info.version} on ${info.platform}` : '…'}
        {info ? (
          <p>
            {info.dialer} dialer, {formatPlural(info.threads, 'thread')}, up to{' '}
            {formatCount(info.descriptors)} open connections. {info.dialerWhy} Nothing leaves this machine but
            the probes you ask for.
          </p>
        ) : null}
      </Fact>
      <Fact title="Licence">
        MIT
        <p>Free to use, change and share, without warranty. Scan only what you are allowed to scan.</p>
      </Fact>
    </>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
