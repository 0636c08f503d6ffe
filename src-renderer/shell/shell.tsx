/** The frame around every screen: title bar, side bar, content, status bar. */
import type { ReactNode } from 'react';
import { ConnectionBanner } from './connection-banner.tsx';
import { CoreStopped } from './core-stopped.tsx';
import { DropTarget } from './drop-target.tsx';
import { Notices } from './notices.tsx';
import { SideBar } from './side-bar.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';
import './shell.css';

export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className="window">
      <TitleBar />
      <SideBar />
      <main className="content">
        <ConnectionBanner />
        <CoreStopped />
        {children}
        <DropTarget />
        <Notices />
      </main>
      <StatusBar />
    </div>
  );
}
