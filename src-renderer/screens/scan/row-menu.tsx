import { Menu } from '@mantine/core';
import { Copy, FileSpreadsheet, Filter, ListChecks, Radar } from 'lucide-react';
import type { PortRow } from '../../../src-shared/scan/scan-row.ts';
import { formatCount } from '../../components/format.ts';
import { MENU_AT_POINTER } from '../../components/menu-at-pointer.ts';
import { NO_PICKS } from '../../state/picks-slice.ts';
import { NO_RESULTS } from '../../state/results-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { browserAddress } from './browser-address.ts';
import { OpenInBrowser } from './open-in-browser.tsx';
import { useCopyPicks } from './use-copy-picks.ts';

export interface RowMenuPlace {
  readonly row: PortRow;
  readonly x: number;
  readonly y: number;
}

interface RowMenuProps {
  scanId: string;
  place: RowMenuPlace | null;
  onClose: () => void;
}

/** What can be done with a row, or with all that are picked. */
export function RowMenu({ scanId, place, onClose }: RowMenuProps) {
  const picks = useAppState((state) => state.picks[scanId] ?? NO_PICKS);
  const matching = useAppState((state) => (state.results[scanId] ?? NO_RESULTS).rows.ports);
  const copyPicks = useCopyPicks(scanId);
  const rescanPicks = useAppState((state) => state.rescanPicks);
  const pickAll = useAppState((state) => state.pickAll);
  const changeQuery = useAppState((state) => state.changeQuery);
  if (!place) return null;
  const { row, x, y } = place;
  const many = picks.all ? matching : Math.max(1, picks.rows.size);
  const what = many === 1 ? 'row' : `${formatCount(many)} rows`;
  const address = many === 1 ? browserAddress(row) : null;
  return (
    <Menu opened onChange={(opened) => (opened ? undefined : onClose())} {...MENU_AT_POINTER}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label="Actions of the row"
          className="row-menu-place"
          style={{ left: x, top: y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Actions for ${many === 1 ? `port ${row.port}` : what}`}>
        {address === null ? null : (
          <OpenInBrowser address={address} as="item">
            Open in the browser
          </OpenInBrowser>
        )}
        <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => copyPicks('text')}>
          Copy {what}
        </Menu.Item>
        <Menu.Item leftSection={<FileSpreadsheet size={14} aria-hidden />} onClick={() => copyPicks('csv')}>
          Copy {what} as CSV
        </Menu.Item>
        <Menu.Item leftSection={<Radar size={14} aria-hidden />} onClick={() => void rescanPicks(scanId)}>
          Scan {many === 1 ? 'this port' : 'these ports'} again
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<Filter size={14} aria-hidden />}
          onClick={() => changeQuery(scanId, { hosts: [row.address] })}
        >
          Only {row.hostName ?? row.address}
        </Menu.Item>
        <Menu.Item
          leftSection={<Filter size={14} aria-hidden />}
          onClick={() => changeQuery(scanId, { reasons: [row.reason] })}
        >
          Only {row.reason}
        </Menu.Item>
        {row.service === null ? null : (
          <Menu.Item
            leftSection={<Filter size={14} aria-hidden />}
            onClick={() => changeQuery(scanId, { services: [row.service ?? ''] })}
          >
            Only {row.service}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<ListChecks size={14} aria-hidden />} onClick={() => pickAll(scanId)}>
          Select all {formatCount(matching)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
