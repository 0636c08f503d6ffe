import { Button } from '@mantine/core';
import { FolderOpen } from 'lucide-react';
import { useEffect } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { CompactData } from './compact-data.tsx';
import { KeptField } from './kept-field.tsx';
import { wholeNumberProblem } from './scan-limits.tsx';
import { sizeWord } from './size-word.ts';
import { Setting } from './setting.tsx';

const MAX_DAYS = 36_500;
const MAX_NEWEST = 1_000;

/** Where runs are kept, how much that is, and for how long. */
export function KeptData() {
  const info = useAppState((state) => state.connection.info);
  const bytes = useAppState((state) => state.dataBytes);
  const loadDataSize = useAppState((state) => state.loadDataSize);
  const showData = useAppState((state) => state.showData);
  const days = useAppState((state) => state.settings.keepDays);
  const newest = useAppState((state) => state.settings.keepNewest);
  const keep = useAppState((state) => state.keepSettings);
  useEffect(() => void loadDataSize(), [loadDataSize, info]);
  return (
    <>
      <Setting title="Data folder">
        {() => (
          <>
            <div className="settings-folder">
              {info ? <code className="settings-path">{info.dataFolder}</code> : '…'}
              {bytes === null ? null : <span>{sizeWord(bytes)}</span>}
              {info?.host === 'desktop' ? (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<FolderOpen size={13} aria-hidden />}
                  onClick={() => void showData()}
                >
                  Show folder
                </Button>
              ) : null}
              {bytes === null ? null : <CompactData />}
            </div>
            <p>The history of all runs and these settings. The command line shares them.</p>
            {info?.notice ? <p className="settings-notice">{info.notice}</p> : null}
          </>
        )}
      </Setting>
      <Setting title="Keep runs for">
        {() => (
          <>
            <div className="settings-days">
              <KeptField
                label="Days to keep runs"
                kept={days === null ? '' : String(days)}
                placeholder="for ever"
                maxLength={6}
                width={110}
                check={(text) => wholeNumberProblem(text, MAX_DAYS)}
                keep={(text) => keep({ keepDays: text === '' ? null : Number(text) })}
              />
              {days === null ? null : (
                <>
                  <span aria-hidden>days, and of each series the newest</span>
                  <KeptField
                    label="Newest runs of each series to keep"
                    kept={newest === null ? '' : String(newest)}
                    placeholder="none"
                    maxLength={5}
                    width={76}
                    check={(text) => wholeNumberProblem(text, MAX_NEWEST)}
                    keep={(text) => keep({ keepNewest: text === '' ? null : Number(text) })}
                  />
                  <span aria-hidden>whatever their age</span>
                </>
              )}
            </div>
            <p>
              Empty: for ever. Older runs go for good when Portolan starts, and once a day while it is open.
              Baselines and runs with a tag or a note always stay.
            </p>
          </>
        )}
      </Setting>
    </>
  );
}
