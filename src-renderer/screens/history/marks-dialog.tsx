/** Tags and a note are written, of one run or of several at once. */
import { Button, Modal, TagsInput, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RunSummary } from '../../../src-shared/contract/scan-snapshot.ts';
import { MAX_NOTE_LENGTH, MAX_TAG_LENGTH, MAX_TAGS, tagSchema } from '../../../src-shared/scan/run-marks.ts';
import { runTitle } from '../../components/describe-run.ts';
import { formatDayAndClock, formatPlural } from '../../components/format.ts';
import { useAppState, useAppStore } from '../../state/use-app-state.tsx';
import './marks-dialog.css';

export function MarksDialog() {
  const store = useAppStore();
  const editing = useAppState((state) => state.marks.editing);
  return (
    // Not Modal itself: its header would be a second banner of the page.
    <Modal.Root
      opened={editing !== null}
      onClose={() => store.getState().editMarks(null)}
      centered
      size={480}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'confirm-content', body: 'confirm-body' }}
    >
      <Modal.Overlay className="confirm-overlay" />
      <Modal.Content>
        <div className="marks-head">
          <Modal.Title className="confirm-title">Tags and note</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>
          {editing === null ? null : (
            <MarksForm key={editing.map(({ scanId }) => scanId).join()} runs={editing} />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Tags that all of the runs have; a note only where one run is meant. */
function MarksForm({ runs }: { runs: readonly RunSummary[] }) {
  const store = useAppStore();
  const { saving, fault, tags: known } = useAppState((state) => state.marks);
  const shared = sharedTags(runs);
  const [tags, setTags] = useState<readonly string[]>(shared);
  const [only] = runs;
  const [note, setNote] = useState(runs.length === 1 ? (only?.note ?? '') : null);
  const wrong = tags.find((tag) => !tagSchema.safeParse(tag).success);
  const save = (): void => {
    if (wrong !== undefined) return;
    void store.getState().saveMarks({
      scanIds: runs.map(({ scanId }) => scanId),
      addTags: tags.filter((tag) => !shared.includes(tag)),
      removeTags: shared.filter((tag) => !tags.includes(tag)),
      ...(note === null ? {} : { note }),
    });
  };
  return (
    <form
      className="marks-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className="marks-what">
        {only && runs.length === 1 ? nameOf(only) : formatPlural(runs.length, 'run')}
      </p>
      <TagsInput
        label="Tags"
        size="xs"
        data-autofocus
        value={[...tags]}
        data={known.map(({ tag }) => tag)}
        maxTags={MAX_TAGS}
        maxLength={MAX_TAG_LENGTH}
        placeholder={tags.length === 0 ? 'weekly, before the update' : ''}
        splitChars={[',']}
        acceptValueOnBlur
        comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
        error={wrong === undefined ? undefined : `"${wrong}" cannot be a tag.`}
        onChange={setTags}
      />
      {note === null ? null : (
        <Textarea
          label="Note"
          size="xs"
          rows={4}
          maxLength={MAX_NOTE_LENGTH}
          placeholder="Before the switch replacement"
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          }}
        />
      )}
      {fault === null ? null : (
        <p className="marks-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="confirm-actions">
        <Button variant="default" onClick={() => store.getState().editMarks(null)}>
          Cancel
        </Button>
        <Button type="submit" loading={saving}>
          Keep
        </Button>
      </div>
    </form>
  );
}

function sharedTags(runs: readonly RunSummary[]): string[] {
  const [first, ...others] = runs;
  return (first?.tags ?? []).filter((tag) => others.every(({ tags }) => tags.includes(tag)));
}

function nameOf(run: RunSummary): string {
  const { name } = runTitle(run.targets, run.moreTargets);
  return `${run.series.name ?? name}, ${formatDayAndClock(new Date(run.startedAt), new Date())}`;
}
