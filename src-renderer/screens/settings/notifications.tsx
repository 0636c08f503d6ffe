import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { KeptField } from './kept-field.tsx';
import { Setting } from './setting.tsx';

/** A day. */
const MAX_SECONDS = 86_400;

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
          <Longer />
          <p>
            {isBrowser && permission === 'denied'
              ? 'The browser does not allow notifications of this page: change that in its own settings for this address.'
              : 'Told by the system, and only while the window is not in front.'}
          </p>
        </>
      )}
    </Setting>
  );
}

/** How long a scan is that deserves it. */
function Longer() {
  const seconds = useAppState((state) => state.settings.notifyAfterSeconds);
  const keep = useAppState((state) => state.keepSettings);
  return (
    <div className="settings-long">
      <span className="settings-small" aria-hidden>
        Long is more than, in seconds
      </span>
      <KeptField
        label="Seconds that make a scan long"
        kept={String(seconds)}
        maxLength={5}
        width={170}
        check={secondsProblem}
        keep={(text) => keep({ notifyAfterSeconds: Number(text) })}
      />
    </div>
  );
}

function secondsProblem(text: string): string | null {
  const right = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_SECONDS;
  return right ? null : 'Give a whole number from 1 to 86,400.';
}
