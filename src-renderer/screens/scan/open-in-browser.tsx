import { Menu } from '@mantine/core';
import { Globe } from 'lucide-react';
import type { ReactNode } from 'react';
import { copyText } from '../../components/copy-text.ts';
import { useAppState } from '../../state/use-app-state.tsx';

interface OpenInBrowserProps {
  address: string;
  as: 'item' | 'icon';
  /** Only the keyboard's row is reached by Tab. */
  active?: boolean;
  children: ReactNode;
}

const SIGN = <Globe size={14} aria-hidden />;

/**
 * A link that leaves the window on purpose. The desktop's window opens no page outside its exact list, and what a scan
 * found is on no list: there the address is copied instead.
 */
export function OpenInBrowser({ address, as, active = false, children }: OpenInBrowserProps) {
  const desktop = useAppState((state) => state.connection.info?.host === 'desktop');
  const notify = useAppState((state) => state.notify);
  const copy = async () => {
    const done = await copyText(address);
    notify({
      tone: done ? 'info' : 'error',
      message: done ? `${address} copied: paste it into your browser.` : `Open ${address} in your browser.`,
    });
  };
  if (as === 'item') {
    return desktop ? (
      <Menu.Item leftSection={SIGN} onClick={() => void copy()}>
        {children}
      </Menu.Item>
    ) : (
      <Menu.Item component="a" href={address} target="_blank" rel="noopener noreferrer" leftSection={SIGN}>
        {children}
      </Menu.Item>
    );
  }
  const label = desktop ? `Copy ${address}` : `Open ${address} in the browser`;
  const tabIndex = active ? 0 : -1;
  return desktop ? (
    <button
      type="button"
      className="result-globe"
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      {children}
    </button>
  ) : (
    <a
      className="result-globe"
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </a>
  );
}
