import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { formatRoute } from '../../state/route-slice.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { pageOf, titleOf } from './learn-pages.ts';
import { QUIZ, scoreOf } from './quiz-questions.ts';
import { VerdictMark } from './verdict-mark.tsx';

/** The score, and each question with what was right and the page that tells more. */
export function QuizResult({ onAgain }: { onAgain: () => void }) {
  const answers = useAppState((state) => state.learn.answers);
  const restartQuiz = useAppState((state) => state.restartQuiz);
  const again = useRef<HTMLButtonElement>(null);
  useEffect(() => again.current?.focus(), []);
  const score = scoreOf(answers);
  return (
    <>
      <div className="quiz-score">
        <p role="status">
          <b>
            {score} of {QUIZ.length}
          </b>{' '}
          {score === QUIZ.length
            ? 'All right. You read ladders well.'
            : 'What was missed is marked below, with the page to read.'}
        </p>
        <Button
          ref={again}
          variant="default"
          onClick={() => {
            restartQuiz();
            onAgain();
          }}
        >
          Start again
        </Button>
      </div>
      <ol className="quiz-review" aria-label="The questions">
        {QUIZ.map(({ question, choices, right, page }, index) => {
          const verdict = answers[index] === right ? 'right' : 'wrong';
          return (
            <li key={question} data-verdict={verdict}>
              <VerdictMark verdict={verdict} />
              <p>
                {question} <b>{choices[right]}</b>
              </p>
              <a href={formatRoute({ screen: 'learn', page })}>{titleOf(pageOf(page))}</a>
            </li>
          );
        })}
      </ol>
    </>
  );
}
