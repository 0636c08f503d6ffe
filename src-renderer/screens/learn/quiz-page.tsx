import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { explainVerdict } from '../../../src-shared/scan/explain-verdict.ts';
import { PlayedLadder } from '../../components/played-ladder.tsx';
import { formatRoute } from '../../state/route-slice.ts';
import { isDialogOpen } from '../../state/commands/follow-commands.ts';
import { useAppState } from '../../state/use-app-state.tsx';
import { exampleOf } from './built-in-examples.ts';
import { QUIZ, scoreOf, type QuizQuestion } from './quiz-questions.ts';
import { QuizResult } from './quiz-result.tsx';
import { VerdictMark } from './verdict-mark.tsx';
import './quiz-page.css';

/** Ten questions, one at a time; an answer is explained at once. Keys 1 to 3 choose, Enter goes on. */
export function QuizPage() {
  const answers = useAppState((state) => state.learn.answers);
  // Back from another page, the next unanswered question stands.
  const [index, setIndex] = useState(answers.length);
  const question = QUIZ[index];
  return (
    <div className="quiz">
      <h1>Quiz</h1>
      {question ? (
        <Question
          key={index}
          question={question}
          index={index}
          answer={answers[index] ?? null}
          onNext={() => setIndex(index + 1)}
        />
      ) : (
        <QuizResult onAgain={() => setIndex(0)} />
      )}
    </div>
  );
}

interface QuestionProps {
  question: QuizQuestion;
  index: number;
  answer: number | null;
  onNext: () => void;
}

function Question({ question, index, answer, onNext }: QuestionProps) {
  const answerQuiz = useAppState((state) => state.answerQuiz);
  const score = useAppState((state) => scoreOf(state.learn.answers));
  const next = useRef<HTMLButtonElement>(null);
  const answered = answer !== null;
  useEffect(() => {
    if (answered) {
      next.current?.focus();
      return undefined;
    }
    const choose = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      // What is typed into the palette is no answer.
      if (isDialogOpen()) return;
      const choice = Number(event.key) - 1;
      if (question.choices[choice] !== undefined) answerQuiz(choice);
    };
    window.addEventListener('keydown', choose);
    return () => window.removeEventListener('keydown', choose);
  }, [answered, answerQuiz, question]);
  return (
    <>
      <p className="lesson-lead">
        Question {index + 1} of {QUIZ.length}, {score} right so far. Press 1 to 3, then Enter.
      </p>
      <div className="quiz-question" data-drawn={question.drawing !== null || undefined}>
        {question.drawing === null ? null : <Drawing reason={question.drawing} />}
        <div>
          <h2 id="quiz-question">{question.question}</h2>
          <ol aria-labelledby="quiz-question">
            {question.choices.map((choice, number) => (
              <li key={choice}>
                <button
                  type="button"
                  className="quiz-choice"
                  disabled={answered}
                  data-verdict={verdictOf(question, answer, number)}
                  onClick={() => answerQuiz(number)}
                >
                  <kbd>{number + 1}</kbd>
                  <span>{choice}</span>
                  <VerdictMark verdict={verdictOf(question, answer, number)} />
                </button>
              </li>
            ))}
          </ol>
          <div role="status" className="quiz-because">
            {answered ? (
              <p>
                <b>{answer === question.right ? 'Right.' : 'Not quite.'}</b> {question.because}{' '}
                <a href={formatRoute({ screen: 'learn', page: question.page })}>Read more</a>
              </p>
            ) : null}
          </div>
          {answered ? (
            <Button ref={next} onClick={onNext}>
              {index + 1 < QUIZ.length ? 'Next question' : 'See the result'}
            </Button>
          ) : null}
        </div>
      </div>
    </>
  );
}

function Drawing({ reason }: { reason: NonNullable<QuizQuestion['drawing']> }) {
  const story = explainVerdict(exampleOf(reason));
  return <PlayedLadder story={story} />;
}

function verdictOf(
  question: QuizQuestion,
  answer: number | null,
  choice: number,
): 'right' | 'wrong' | undefined {
  if (answer === null) return undefined;
  if (choice === question.right) return 'right';
  return choice === answer ? 'wrong' : undefined;
}
