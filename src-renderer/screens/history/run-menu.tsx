import { Menu } from '@mantine/core';
import {
  ArrowUpRight,
  BellRing,
  ChartSpline,
  Flag,
  FlagOff,
  GitCompareArrows,
  RotateCw,
  Split,
  Tag,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { MENU_AT_POINTER } from '../../components/menu-at-pointer.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';

export interface RunMenuPlace {
  readonly run: RunSummary;
  readonly x: number;
  readonly y: number;
}

const MAX_SERIES = 12;

/** What can be done with a run. */
export function RunMenu({ place, onClose }: { place: RunMenuPlace | null; onClose: () => void }) {
  const store = useAppStore();
  const list = useAppState((state) => state.series.list);
  if (!place) return null;
  const { run, x, y } = place;
  const { scanId, series } = run;
  const actions = store.getState();
  const known = list.find(({ id }) => id === series.id);
  const isBaseline = known?.baseline === scanId;
  const others = list.filter(({ id }) => id !== series.id).slice(0, MAX_SERIES);
  const ended = run.status !== 'running' && run.status !== 'paused';
  return (
    <Menu opened onChange={(opened) => (opened ? undefined : onClose())} {...MENU_AT_POINTER}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Actions of the run"
          className="row-menu-place"
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Item icon={ArrowUpRight} label="Open" act={() => actions.openScan(scanId)} />
        <Item icon={RotateCw} label="Run again" act={() => void actions.repeatRun(scanId)} />
        <Item
          icon={BellRing}
          label="Watch…"
          act={() => {
            actions.navigate({ screen: 'watches' });
            void actions.newWatch(scanId);
          }}
        />
        <Item icon={Tag} label="Tags and note…" act={() => actions.editMarks([run])} />
        <Menu.Divider />
        {series.runs > 1 ? (
          <>
            <Item
              icon={ChartSpline}
              label="Show its series over time"
              act={() => actions.navigate({ screen: 'series', seriesId: series.id })}
            />
            <Item
              icon={GitCompareArrows}
              label="Compare"
              act={() => actions.navigate({ screen: 'compare', before: null, after: scanId })}
            />
          </>
        ) : null}
        {isBaseline ? (
          <Item
            icon={FlagOff}
            label="No baseline any more"
            act={() => void actions.setBaseline(series.id, null)}
          />
        ) : ended ? (
          <Item
            icon={Flag}
            label="Baseline: compare with this one from now on"
            act={() => void actions.setBaseline(series.id, scanId)}
          />
        ) : null}
        {series.runs > 1 ? (
          <Item
            icon={Split}
            label="Take out of its series"
            act={() => void actions.moveRuns([scanId], null)}
          />
        ) : null}
        {others.length > 0 ? (
          <>
            <Menu.Label>Move to the series</Menu.Label>
            {others.map(({ id, name, targets }) => (
              <Menu.Item key={id} onClick={() => void actions.moveRuns([scanId], id)}>
                {name ?? targets.join(', ')}
              </Menu.Item>
            ))}
          </>
        ) : null}
        <Menu.Divider />
        <Item icon={Trash2} label="Delete" act={() => void actions.deleteRuns([scanId])} />
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ icon: Icon, label, act }: { icon: LucideIcon; label: string; act: () => void }) {
  return (
    <Menu.Item leftSection={<Icon size={14} aria-hidden />} onClick={act}>
      {label}
    </Menu.Item>
  );
}
