/** Learn: the handshake, every reason word, ports to practise on, and a quiz. */
import { useEffect, useRef } from 'react';
import { useAppState } from '../../state/use-app-state.tsx';
import { AnswersPage } from './answers-page.tsx';
import { LearnContents } from './learn-contents.tsx';
import { isReason, pageOf, type LearnPage } from './learn-pages.ts';
import { LESSON_TEXTS } from './lesson-texts.tsx';
import { PracticePage } from './practice-page.tsx';
import { QuizPage } from './quiz-page.tsx';
import { ReasonPage } from './reason-page.tsx';
import { RulesPage } from './rules-page.tsx';
import './learn-screen.css';

export function LearnScreen() {
  const page = pageOf(useAppState((state) => (state.route.screen === 'learn' ? state.route.page : null)));
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [page]);
  return (
    <div className="learn">
      <LearnContents page={page} />
      {/* Focusable, so that the keyboard can scroll it. */}
      <div className="lesson" ref={body} tabIndex={0} role="region" aria-label="Lesson">
        <Page key={page} page={page} />
      </div>
    </div>
  );
}

function Page({ page }: { page: LearnPage }) {
  if (isReason(page)) return <ReasonPage reason={page} />;
  switch (page) {
    case 'answers':
      return <AnswersPage />;
    case 'rules':
      return <RulesPage />;
    case 'practice':
      return <PracticePage />;
    case 'quiz':
      return <QuizPage />;
    default:
      return LESSON_TEXTS[page];
  }
}
