import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { targetsWord } from '../components/describe-run.ts';
import { useAppState } from '../state/use-app-state.tsx';

/** The one question before public addresses are asked anything, wherever in the window the scan was started. */
export function PublicQuestions() {
  return (
    <>
      <StartQuestion />
      <RepeatQuestion />
    </>
  );
}

function StartQuestion() {
  const confirm = useAppState((state) => state.form.confirm);
  const answer = useAppState((state) => state.answerConfirm);
  const named = confirm?.targets.join(', ') ?? '';
  const what = named === '' ? 'these addresses' : confirm?.more ? `${named} and more` : named;
  return (
    <ConfirmDialog
      opened={confirm !== null}
      title={`Are you allowed to scan ${what}?`}
      confirmLabel="I am authorised"
      onConfirm={() => void answer(true)}
      onCancel={() => void answer(false)}
    >
      <p>
        These are public addresses. Scan them only with their owner’s permission. Nothing has been sent yet;
        Portolan asks once for these targets until it is closed.
      </p>
    </ConfirmDialog>
  );
}

function RepeatQuestion() {
  const confirm = useAppState((state) => state.history.confirm);
  const answer = useAppState((state) => state.answerRepeat);
  return (
    <ConfirmDialog
      opened={confirm !== null}
      title={`Are you allowed to scan ${targetsWord(confirm?.targets ?? [])}?`}
      confirmLabel="I am authorised"
      onConfirm={() => void answer(true)}
      onCancel={() => void answer(false)}
    >
      <p>
        These are public addresses. Scan them only with their owner’s permission. Nothing has been sent yet.
      </p>
    </ConfirmDialog>
  );
}
