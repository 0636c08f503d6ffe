import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scopeText } from '../../src-shared/scan/scope-text.ts';

const of = (targets: string[], ports = '1-100', exclude: string[] = []): string =>
  scopeText({ targets, ports, exclude });

describe('the text of a scope', () => {
  const equal: readonly (readonly [string, string, string])[] = [
    ['another order', of(['10.0.0.1', '10.0.0.9']), of(['10.0.0.9', '10.0.0.1'])],
    ['another spelling', of(['10.0.0.0/30']), of(['10.0.0.0-3'])],
    ['one text or several', of(['10.0.0.1 10.0.0.2']), of(['10.0.0.1', '10.0.0.2,10.0.0.1'])],
    ['an exclude here or there', of(['10.0.0.0/30 !10.0.0.2']), of(['10.0.0.0/30'], '1-100', ['10.0.0.2'])],
    ['an exclude of nothing asked', of(['10.0.0.1']), of(['10.0.0.1'], '1-100', ['10.0.0.2'])],
    ['ranges that touch', of(['10.0.0.1'], '1-100'), of(['10.0.0.1'], '1-50,51-100')],
    ['the case of a name', of(['Router.Example']), of(['router.example'])],
  ];
  it.each(equal)('is equal for %s', (_what, one, other) => {
    expect(one).toBe(other);
  });

  const different: readonly (readonly [string, string, string])[] = [
    ['other hosts', of(['10.0.0.1']), of(['10.0.0.2'])],
    ['more hosts', of(['10.0.0.0/30']), of(['10.0.0.0/29'])],
    ['other ports', of(['10.0.0.1'], '1-100'), of(['10.0.0.1'], '1-101')],
    ['a name and its block', of(['router.example']), of(['router.example/24'])],
    [
      'an exclude that a name may stand for',
      of(['router.example']),
      of(['router.example'], '1-100', ['10.0.0.2']),
    ],
    ['an excluded name', of(['10.0.0.0/24']), of(['10.0.0.0/24 !router.example'])],
    ['texts that nobody can read', of(['???']), of(['!!!'])],
    ['ports that nobody can read', of(['10.0.0.1'], 'x'), of(['10.0.0.1'], 'y')],
  ];
  it.each(different)('differs for %s', (_what, one, other) => {
    expect(one).not.toBe(other);
  });

  it('never throws, whatever a report holds', () => {
    const texts = fc.array(fc.string());
    fc.assert(
      fc.property(texts, texts, fc.string(), (targets, exclude, ports) => {
        expect(scopeText({ targets, exclude, ports })).toBe(scopeText({ targets, exclude, ports }));
      }),
    );
  });
});
