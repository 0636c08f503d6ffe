import { Unplug } from 'lucide-react';
import { useAppState } from '../state/use-app-state.tsx';
import './connection-banner.css';

/** Says that the core cannot be reached, and that nothing is lost by it. */
export function ConnectionBanner() {
  const lost = useAppState((state) => state.connection.status === 'lost');
  const host = useAppState((state) => state.connection.info?.host);
  return (
    <div role="status">
      {lost ? (
        <p className="connection-banner">
          <Unplug size={14} aria-hidden />
          <span>
            <b>Connection lost, trying again.</b> What you typed stays here
            {host === 'web'
              ? '. If Portolan was restarted, open the address that it printed.'
              : ', and a running scan goes on.'}
          </span>
        </p>
      ) : null}
    </div>
  );
}
