// What waits for whoever signs in: adviser, administrator, director and executive director each have their own page of today:
//   node journey_today.mjs BASE ADVISER ADMINISTRATOR DIRECTOR EXECUTIVE PARTNER     one-time links
import { check, finish, follow, look, open, path, text, visitor } from './kit.mjs';

const [base, ...links] = process.argv.slice(2);
if (!base || links.length !== 5) {
  console.error('node journey_today.mjs BASE ADVISER ADMINISTRATOR DIRECTOR EXECUTIVE PARTNER');
  process.exit(2);
}
const names = ['adviser', 'administrator', 'director', 'executive'];
for (const [i, name] of names.entries()) {
  const page = await visitor(base, links[i]);
  await open(page, '/');
  check(`${name} lands on today`, (await page.locator('h1').innerText()) === 'Hoy', await text(page));
  check(`${name} reads what waits or that nothing does`, await page.locator('.wall .card').count() > 0 || (await text(page)).includes('Al día'), await text(page));
  check(`${name} still has the year`, (await text(page)).includes('El año'), await text(page));
  await look(page, `today ${name}`);
  // Every item leads to a page that is there.
  const addresses = await page.locator('.wall a').evaluateAll((all) => [...new Set(all.map((one) => new URL(one.href).pathname + new URL(one.href).search))]);
  for (const address of addresses) {
    await open(page, address);
  }
  if (name === 'director') {
    await open(page, '/');
    await follow(page, page.locator('.wall a[href^="/quality"]').first());
    check('the rule names who can supply it', path(page) === '/quality' && await page.locator('main .note').count() > 0, await text(page));
    await look(page, 'records that lack something');
    await open(page, '/quality');
    await look(page, 'data quality');
  }
  await follow(page, page.getByRole('button', { name: 'English' }));
  await open(page, '/');
  check(`${name} in English`, (await page.locator('h1').innerText()) === 'Today' && !/\b(desde|atrasado|Citas)\b/.test(await text(page)), await text(page));
  await look(page, `today ${name} in English`);
  await open(page, '/quality');
  await look(page, `data quality ${name} in English`);
}
const reader = await visitor(base, links[4]);
await open(reader, '/');
check('a partner reads figures only', await reader.locator('.wall').count() === 0 && (await reader.locator('h1').innerText()).startsWith('El año'), await text(reader));
await look(reader, 'today partner');
await finish();
