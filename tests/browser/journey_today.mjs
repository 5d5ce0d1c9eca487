// What waits for whoever signs in: adviser, administrator, director and executive director each have their own page of today:
//   node journey_today.mjs BASE ADVISER ADMINISTRATOR DIRECTOR EXECUTIVE PARTNER     one-time links
import { check, choose, day, finish, follow, look, open, path, send, step, text, type, visitor } from './kit.mjs';

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
    // A target, the month's report from its texts to the closing, and opened again; all by the keyboard.
    await open(page, '/targets/new');
    await look(page, 'new target');
    await choose(page, 'indicator', 'service_business_advice');
    await day(page, 'from_on', '2014-05-01');
    await day(page, 'to_on', '2014-05-31');
    await type(page, 'count', '40');
    await day(page, 'decided_on', '2014-01-20');
    await type(page, 'code', 'MT-J');
    await send(page);
    check('the target stands beside its result', (await text(page)).includes('41 de 40'), path(page) + await text(page));
    await look(page, 'target');
    await open(page, '/targets');
    await look(page, 'targets');
    await open(page, '/monthly_reports');
    await look(page, 'no monthly report yet');
    await open(page, '/monthly_reports/new');
    await look(page, 'new monthly report');
    await day(page, 'month', '2014-05-20');
    await type(page, 'introduction', 'El centro atendió en mayo a los clientes de seis municipios.');
    await type(page, 'objective', 'Informar lo realizado.');
    await type(page, 'code', 'IM-J');
    await send(page);
    check('the report of May', path(page) === '/monthly_reports/IM-J' && (await text(page)).includes('mayo 2014'), path(page) + await text(page));
    await step(page, 'submit');
    check('what is missing is said', (await text(page)).includes('Falta la conclusión'), await text(page));
    await look(page, 'monthly report refused');
    await open(page, '/monthly_reports/IM-J/edit');
    await type(page, 'conclusion', 'Se alcanzó la meta.');
    await send(page);
    await step(page, 'submit');
    await open(page, '/');
    check('it waits on the director’s page', (await page.locator('.wall').innerText()).includes('En revisión'), await text(page));
    await open(page, '/reports/monthly?unit=CDMYPE-LU&month=2014-05');
    check('the table of the month', (await text(page)).includes('Asesorías empresariales') && (await text(page)).includes('Vinculaciones PROESA'), await text(page));
    await look(page, 'monthly report as a page');
    await open(page, '/monthly_reports/IM-J');
    await step(page, 'close');
    check('what was closed has its fingerprint', (await text(page)).includes('SHA-256'), await text(page));
    await step(page, 'send', async () => {});
    await look(page, 'monthly report sent');
    await type(page, 'reason', 'Se recordó una sesión que faltaba.', 'form[action$="/reopen"]');
    await send(page, 'form[action$="/reopen"]');
    check('a new edition', (await text(page)).includes('Edición nueva abierta'), path(page) + await text(page));
    await open(page, '/monthly_reports');
    await look(page, 'monthly reports');
  }
  await follow(page, page.getByRole('button', { name: 'English' }));
  await open(page, '/');
  check(`${name} in English`, (await page.locator('h1').innerText()) === 'Today' && !/\b(desde|atrasado|Citas)\b/.test(await text(page)), await text(page));
  await look(page, `today ${name} in English`);
  for (const address of ['/quality', '/targets', '/monthly_reports']) {
    await open(page, address);
    await look(page, `${address} ${name} in English`);
  }
}
const reader = await visitor(base, links[4]);
await open(reader, '/');
check('a partner reads figures only', await reader.locator('.wall').count() === 0 && (await reader.locator('h1').innerText()).startsWith('El año'), await text(reader));
await look(reader, 'today partner');
await finish();
