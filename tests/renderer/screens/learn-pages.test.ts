import { expect, test } from 'vitest';
import { pageOf } from '../../../src-renderer/screens/learn/learn-pages.ts';
import { exampleOf, EXAMPLE_REASONS } from '../../../src-renderer/screens/learn/built-in-examples.ts';
import { QUIZ, scoreOf } from '../../../src-renderer/screens/learn/quiz-questions.ts';
import { PORT_STATES, REASONS, stateOfReason } from '../../../src-shared/scan/port-state.ts';

test('every reason word has a page, and an unknown one leads to the first', () => {
  for (const reason of REASONS) expect(pageOf(reason)).toBe(reason);
  for (const name of [null, '', 'nowhere', 'toString']) expect(pageOf(name)).toBe('answers');
});

test('the built-in examples show the state that they stand for', () => {
  for (const state of PORT_STATES)
    expect(stateOfReason(exampleOf(EXAMPLE_REASONS[state]).reason)).toBe(state);
});

test('the quiz has ten questions, each with one right choice and a page to read', () => {
  expect(QUIZ).toHaveLength(10);
  for (const { choices, right, page, because } of QUIZ) {
    expect(choices).toHaveLength(3);
    expect(new Set(choices).size).toBe(3);
    expect(choices[right]).toBeDefined();
    expect(pageOf(page)).toBe(page);
    expect(because).toMatch(/\.$/);
  }
  // The right choice is not always the same key.
  expect(new Set(QUIZ.map(({ right }) => right)).size).toBe(3);
});

test('the score counts what is right', () => {
  const right = QUIZ.map((question) => question.right);
  expect(scoreOf([])).toBe(0);
  expect(scoreOf(right)).toBe(10);
  expect(scoreOf(right.map((choice) => (choice + 1) % 3))).toBe(0);
  expect(scoreOf(right.slice(0, 3))).toBe(3);
});
