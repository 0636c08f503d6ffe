/** Expectations as the screenshots show them: none yet, some that do not hold, a wrong file, and all as agreed. */
import { expect } from '@playwright/test';
import { SCENE_TARGETS } from './screenshot-hosts.ts';
import type { Scene } from './scene.ts';

const FILE = `version: 1

# The first rule that matches a host is its rule.
hosts:
  - name: gateway
    match: 10.66.4.1
    open:
      must: [53, 443]

  - name: file server
    match: 10.66.4.2
    open:
      must: [445, 2049]
      may: [22, 80, 443, 5000]

  - name: database and mail
    match: [10.66.4.3, 10.66.4.4]
    open:
      must: [22, 5432]
      may: [25, 143, 465, 587, 993]

  - name: old printer # taken away in spring
    match: 10.66.4.6
    answers: never

  - name: backup, on another shelf
    match: 10.66.4.20
    open:
      must: [873]

  - match: any
    open:
      may: [22, 3389]
`;

export const EXPECT_SCENES: readonly Scene[] = [
  {
    name: 'expect-empty',
    play: async (portolan) => {
      await portolan.scan(SCENE_TARGETS, 'top:1000,2049,5000', 4);
      await portolan.page.getByRole('link', { name: 'Expectations' }).click();
      await expect(portolan.button('As in this run')).toBeVisible();
    },
  },
  {
    name: 'expect-findings',
    play: async (portolan) => {
      await portolan.button('Type it').click();
      await portolan.page.getByRole('textbox', { name: 'Expectations' }).fill(FILE);
      const table = portolan.page.getByRole('table', { name: 'Findings' });
      // Whatever the story before has changed: the first port that is not as agreed.
      await table.getByText(/^\d+$/).first().click();
    },
  },
  {
    name: 'expect-mistakes',
    play: async (portolan) => {
      const wrong = FILE.replace('must: [53, 443]', 'must: [53, 4433333]')
        .replace('answers: never', 'answer: nevr')
        .replace('10.66.4.20', '!10.66.4.20');
      await portolan.page.getByRole('textbox', { name: 'Expectations' }).fill(wrong);
      await expect(portolan.page.getByRole('heading', { name: /mistakes in the file/ })).toBeVisible();
    },
  },
  {
    name: 'expect-agreed',
    play: async (portolan) => {
      await portolan.button('Write from this run').click();
      await expect(portolan.page.getByRole('heading', { name: /^As agreed/ })).toBeVisible();
    },
  },
];
