import { Switch } from '@mantine/core';
import { parseTargets, targetNames } from '../../../src-shared/scan/target-spec.ts';
import type { Settings } from '../../../src-shared/contract/portolan-contract.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { KeptField } from './kept-field.tsx';
import { Setting } from './setting.tsx';

const MAX_CAP = 100_000;

/** What no scan may go beyond, whoever starts it. */
export function ScanLimits() {
  return (
    <>
      <Setting title="Connections at once">
        {() => (
          <>
            <div className="settings-pair">
              <Cap name="maxInFlight" label="All hosts together" />
              <Cap name="maxInFlightPerHost" label="To one host" />
            </div>
            <p>Empty: as the timing says. A smaller number is gentler to old routers and small devices.</p>
          </>
        )}
      </Setting>
      <Excluded />
      <Greetings />
    </>
  );
}

function Cap({ name, label }: { name: 'maxInFlight' | 'maxInFlightPerHost'; label: string }) {
  const kept = useAppState((state) => state.settings[name]);
  const keep = useAppState((state) => state.keepSettings);
  return (
    <div>
      <span className="settings-small" aria-hidden>
        {label}
      </span>
      <KeptField
        label={`Connections at once, ${label.toLowerCase()}`}
        kept={kept === null ? '' : String(kept)}
        placeholder="as the timing says"
        maxLength={9}
        width={170}
        check={(text) => wholeNumberProblem(text, MAX_CAP)}
        keep={(text) => keep({ [name]: text === '' ? null : Number(text) } as Partial<Settings>)}
      />
    </div>
  );
}

/** Empty is allowed: no limit of one's own. */
export function wholeNumberProblem(text: string, max: number): string | null {
  if (text === '') return null;
  const value = Number(text);
  const isRight = /^\d+$/.test(text) && value >= 1 && value <= max;
  return isRight ? null : `Give a whole number from 1 to ${max.toLocaleString('en')}, or nothing.`;
}

function Excluded() {
  const kept = useAppState((state) => state.settings.excluded);
  const keep = useAppState((state) => state.keepSettings);
  return (
    <Setting title="Never scanned">
      {() => (
        <>
          <KeptField
            label="Excluded ranges"
            kept={kept}
            placeholder="10.0.0.0/24, 192.168.1.1, fd00::/64"
            maxLength={100_000}
            check={excludedProblem}
            keep={(excluded) => keep({ excluded })}
          />
          <p>
            Addresses, blocks and ranges that no scan ever asks, whatever is typed: here, in a browser or on
            the command line.
          </p>
        </>
      )}
    </Setting>
  );
}

function excludedProblem(text: string): string | null {
  if (text === '') return null;
  const spec = parseTargets(text, 'excludes');
  const [problem] = spec.problems;
  if (problem) return problem.message;
  const [name] = targetNames(spec);
  return name === undefined
    ? null
    : `“${name.slice(0, 80)}” is a name, and what it stands for can change: give addresses.`;
}

function Greetings() {
  const on = useAppState((state) => state.settings.banners);
  const loaded = useAppState((state) => state.settingsLoaded);
  const change = useAppState((state) => state.changeSettings);
  return (
    <Setting title="Greetings">
      {() => (
        <>
          <Switch
            label="Read what open ports say first"
            checked={on}
            disabled={!loaded}
            onChange={(event) => void change({ banners: event.currentTarget.checked })}
          />
          <p>
            New scans connect to each open port once more and wait for its greeting; nothing is sent to it.
          </p>
        </>
      )}
    </Setting>
  );
}
