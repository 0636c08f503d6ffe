/** Wrong input in the form: said inline, with where and what would be right; nothing is started, nothing is lost. */
import { expect, test } from './portolan-test.ts';

const WRONG: readonly [field: 'Targets' | 'Ports', text: string, says: RegExp][] = [
  ['Targets', '10.0.0.300', /300/],
  ['Targets', '10.0.0.1/33', /33/],
  ['Targets', 'http://example.com/', /http/],
  ['Ports', '22,99999', /99999/],
  ['Ports', '80-20', /80-20|20/],
  ['Ports', 'no-such-service', /no-such-service/],
];

for (const [field, text, says] of WRONG) {
  test(`${field}: ${text}`, async ({ portolan, page }) => {
    const other = field === 'Targets' ? 'Ports' : 'Targets';
    await portolan.field(other).fill(other === 'Ports' ? '22' : '127.0.0.1');
    await portolan.field(field).fill(text);
    await expect(portolan.field(field)).toHaveAttribute('aria-invalid', 'true');
    await expect(portolan.field(field)).toHaveAccessibleDescription(says);

    // Pressing the button (or Enter) all the same starts nothing and keeps what was typed.
    await portolan.field(field).press('Enter');
    await expect(portolan.button('Stop')).toBeHidden();
    await expect(portolan.field(field)).toHaveValue(text);
    await portolan.open('History');
    await expect(page.getByRole('main')).toBeVisible();
    await expect(portolan.rows('Runs', /./)).toHaveCount(0);
  });
}

test('the wrong part alone is underlined where it stands, and what works is one click away', async ({
  portolan,
  page,
}) => {
  await portolan.field('Ports').fill('1-3');
  await portolan.field('Targets').fill('127.0.0.1, 127.0.0.2/33, 127.0.0.3');
  const wrong = page.locator('.wrong-parts u');
  await expect(wrong).toHaveText(['33']);
  // The underline lies under its text: as far in as the right part before it is wide.
  const offset = await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('.spec-field-input');
    const mark = document.querySelector('.wrong-parts u');
    const pen = document.createElement('canvas').getContext('2d');
    if (!field || !mark || !pen) throw new Error('There is no marked field.');
    const style = getComputedStyle(field);
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.letterSpacing = style.letterSpacing;
    const before = pen.measureText(field.value.slice(0, field.value.indexOf('33'))).width;
    const start = field.getBoundingClientRect().left + Number.parseFloat(style.paddingLeft) + 1;
    return mark.getBoundingClientRect().left - start - before;
  });
  expect(Math.abs(offset)).toBeLessThan(2);

  await page.getByRole('alert').getByRole('button', { name: /./ }).click();
  await expect(portolan.field('Targets')).toHaveAttribute('aria-invalid', 'false');
  await expect(portolan.field('Targets')).toHaveValue(/^127\.0\.0\.1, .*, 127\.0\.0\.3$/);
});
