/** A watch is written: what is scanned, and when. Nothing typed is lost by an error. */
import { Button, Modal, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { TIMING_NAMES, TIMING_TEMPLATES, type TimingName } from '../../../src-shared/scan/timing-template.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import { ScheduleField } from './schedule-field.tsx';
import './watch-dialog.css';

const TIMINGS = TIMING_NAMES.map((name) => ({
  value: name,
  label: `${name} ${TIMING_TEMPLATES[name].word}`,
}));
const NOTHING = '';

export function WatchDialog() {
  const store = useAppStore();
  const { draft, problems, saving, confirm } = useAppState((state) => state.watches);
  const change = useAppState((state) => state.changeWatch);
  return (
    <>
      {/* Not Modal itself: its header would be a second banner of the page. */}
      <Modal.Root
        opened={draft !== null}
        onClose={() => store.getState().closeWatch()}
        centered
        size={560}
        lockScroll={false}
        transitionProps={{ duration: 0 }}
        classNames={{ content: 'confirm-content', body: 'confirm-body' }}
      >
        <Modal.Overlay className="confirm-overlay" />
        <Modal.Content>
          <div className="watch-dialog-head">
            <Modal.Title className="confirm-title">
              {draft?.watchId === null ? 'New watch' : 'Edit watch'}
            </Modal.Title>
            <Modal.CloseButton aria-label="Close" />
          </div>
          <Modal.Body>
            {draft === null ? null : (
              <form
                className="watch-form"
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  void store.getState().saveWatch(false);
                }}
              >
                <TextInput
                  label="Name"
                  data-autofocus
                  value={draft.name}
                  maxLength={120}
                  placeholder="Office, nightly"
                  autoComplete="off"
                  error={problems['name']}
                  onChange={(event) => change({ name: event.currentTarget.value })}
                />
                <Textarea
                  label="Targets"
                  classNames={{ input: 'mono' }}
                  size="xs"
                  autosize={false}
                  rows={2}
                  value={draft.targets}
                  spellCheck={false}
                  error={problems['targets']}
                  onChange={(event) => change({ targets: event.currentTarget.value })}
                />
                <div className="watch-form-pair">
                  <TextInput
                    label="Ports"
                    classNames={{ input: 'mono' }}
                    value={draft.ports}
                    spellCheck={false}
                    autoComplete="off"
                    error={problems['ports']}
                    onChange={(event) => change({ ports: event.currentTarget.value })}
                  />
                  <Select
                    label="Timing"
                    size="xs"
                    data={TIMINGS}
                    value={draft.timing}
                    allowDeselect={false}
                    comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
                    onChange={(timing) => change({ timing: (timing ?? draft.timing) as TimingName })}
                  />
                </div>
                <ScheduleField
                  value={draft.schedule}
                  problem={problems['schedule']}
                  onChange={(schedule) => change({ schedule })}
                />
                <Whole>{problems['whole'] ?? NOTHING}</Whole>
                <div className="confirm-actions">
                  <Button variant="default" onClick={() => store.getState().closeWatch()}>
                    Cancel
                  </Button>
                  <Button type="submit" loading={saving}>
                    {draft.watchId === null ? 'Watch' : 'Keep'}
                  </Button>
                </div>
              </form>
            )}
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
      <ConfirmDialog
        opened={confirm !== null}
        title="Are you allowed to scan there?"
        confirmLabel="I am authorised"
        onConfirm={() => void store.getState().saveWatch(true)}
        onCancel={() => store.getState().changeWatch({})}
      >
        {confirm}
      </ConfirmDialog>
    </>
  );
}

function Whole({ children }: { children: ReactNode }) {
  return children === NOTHING ? null : (
    <p className="watch-form-problem" role="alert">
      {children}
    </p>
  );
}
