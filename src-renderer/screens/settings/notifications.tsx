import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { Setting } from './setting.tsx';

/** Whether the system tells of the end of a long scan. In a browser this is where its permission is asked, and only here. */
export function Notifications() {
  const on = useAppState((state) => state.settings.notifications);
  const loaded = useAppState((state) => state.settingsLoaded);
  const host = useAppState((state) => state.connection.info?.host);
  const change = useAppState((state) => state.changeSettings);
  const [permission, setPermission] = useState(() => globalThis.Notification?.permission ?? 'denied');
  const isBrowser = host === 'web';
  const allowed = !isBrowser || permission === 'granted';

  async function toggle(wanted: boolean): Promise<void> {
    if (wanted && isBrowser && permission === 'default')
      setPermission(await Notification.requestPermission());
    await change({ notifications: wanted });
  }

  return (
    <Setting title="Notifications">
      {() => (
        <>
          <Switch
            label="Say when a long scan has ended"
            checked={on && allowed}
            disabled={!loaded || (isBrowser && permission === 'denied')}
            onChange={(event) => void toggle(event.currentTarget.checked)}
          />
          <p>
            {isBrowser && permission === 'denied'
              ? 'The browser does not allow notifications of this page: change that in its own settings for this address.'
              : 'After more than 20 seconds, and only while the window is not in front.'}
          </p>
        </>
      )}
    </Setting>
  );
}
