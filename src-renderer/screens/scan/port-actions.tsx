import { ActionIcon } from '@mantine/core';
import { ExternalLink, RefreshCw } from 'lucide-react';
import type { PortRow } from '../../../src-shared/scan/scan-row.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { browserAddress } from './browser-address.ts';
import { OpenInBrowser } from './open-in-browser.tsx';

/** What can be done with one port: ask it again, and look at it in the browser where it speaks HTTP. */
export function PortActions({ scanId, row }: { scanId: string; row: PortRow }) {
  const starting = useAppState((state) => state.form.starting);
  const rescanRows = useAppState((state) => state.rescanRows);
  const link = browserAddress(row);
  return (
    <>
      <ActionIcon
        aria-label="Scan this port again"
        title="Scan this port again"
        aria-busy={starting}
        onClick={() => void rescanRows(scanId, [row])}
      >
        <RefreshCw size={14} aria-hidden />
      </ActionIcon>
      {link === null ? null : (
        <OpenInBrowser address={link} as="icon" active>
          <ExternalLink size={14} aria-hidden />
        </OpenInBrowser>
      )}
    </>
  );
}
