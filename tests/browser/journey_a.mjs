// A day of whoever administers and of the director, in a real browser, against a running server with the example of La Unión:
//   node journey_a.mjs BASE LINK [PICTURES]      BASE http://127.0.0.1:8080, LINK the one-time link of a system administrator
// (or ADELANTE_BASE, ADELANTE_LINK). Every page at 360 and 1280 pixels, in both languages: no axe violation, nothing wider than
// the window, no report of the Content-Security-Policy, no error on the console, at most 50 kB. Ends with "N passed, N failed".
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? process.env.ADELANTE_BASE;
const link = process.argv[3] ?? process.env.ADELANTE_LINK;
const pictures = process.argv[4];
if (!base || !link) {
  console.error('node journey_a.mjs BASE LINK [PICTURES]');
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let failed = 0;
function check(what, good, detail = '') {
  if (good) {
    passed++;
  } else {
    failed++;
    console.log(`FAIL ${what} ${detail}`);
  }
}

const browser = await chromium.launch({ executablePath: process.env.ADELANTE_CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'] });

async function visitor(javaScriptEnabled = true) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV', javaScriptEnabled, acceptDownloads: true });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => {
    // Refused forms answer 422 and the like: the browser notes them as failed loads, which they are meant to be.
    if (message.type() === 'error' && !message.text().includes('status of 4')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  return page;
}

// What the page and all that it needs but pictures weighed on the way, compressed as the program sends it.
const wire = () => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'img')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0);
const wider = () => {
  const limit = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide'))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
};
// Looks at the page that is open, at both widths.
async function look(page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (pictures) await page.screenshot({ path: join(pictures, `${name.replace(/[^a-z0-9]+/gi, '-')}-${width}.png`), fullPage: true });
    const wide = await page.evaluate(wider);
    check(`${name} at ${width}: width`, wide.length === 0, wide.join(' '));
    await page.evaluate(() => document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; }));
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
  }
  const bytes = await page.evaluate(wire);
  check(`${name}: size over the wire`, bytes > 0 && bytes <= 50 * 1024, `${bytes}`);
  check(`${name}: console and policy`, page.problems.length === 0, page.problems.splice(0).join(' | '));
}
async function open(page, path, name = path) {
  const reply = await page.goto(base + path);
  check(`${name}: answered`, reply.status() === 200, `${reply.status()}`);
  await look(page, `${name} ${await page.locator('html').getAttribute('lang')}`);
}
async function switchTo(page, lang) {
  if (await page.locator('html').getAttribute('lang') !== lang) await page.locator('form.lang button').click();
  check(`language ${lang}`, await page.locator('html').getAttribute('lang') === lang);
}
const text = (page) => page.locator('main').innerText();
const send = (page) => page.locator('main form.entry button').first().click();

// ---- the administrator: the link, a password, out, in again ---------------------------------------------------------------
const admin = await visitor();
const secret = `caballo azul ${Date.now()}`;
await admin.goto(base + new URL(link, base).pathname);
await look(admin, 'link');
await admin.goto(base + new URL(link, base).pathname);
check('link: looking at it twice does not use it up', await admin.locator('main form button').count() === 1);
await admin.locator('main form button').click();
check('link: leads to the first password', admin.url().endsWith('/account/welcome'), admin.url());
await look(admin, 'first password');
await admin.fill('[name=password]', 'corta');
await admin.fill('[name=again]', 'corta');
await send(admin);
check('first password: too short is refused', (await text(admin)).includes('12 a 128'), await text(admin));
await look(admin, 'first password refused');
await admin.fill('[name=password]', secret);
await admin.fill('[name=again]', secret);
await send(admin);
check('first password: leads home', new URL(admin.url()).pathname === '/', admin.url());
check('the bar: the agency beside the product', (await admin.locator('.brand').innerText()).includes('ADEL La Unión'));
check('the bar: only the places that the role may reach', await admin.locator('.places a').count() === 1 && await admin.locator('.find').count() === 0);
await look(admin, 'home of the administrator');
{
  const other = await visitor();
  const reply = await other.goto(base + new URL(link, base).pathname);
  await other.locator('main form button').click();
  check('link: works once', (await text(other)).includes('una sola vez'), `${reply.status()} ${await text(other)}`);
  await look(other, 'used link');
  await other.context().close();
}
await admin.goto(`${base}/account`);
const adminName = (await admin.locator('dl.facts dd').first().innerText()).trim();
await look(admin, 'account');
await admin.locator('details.menu summary').click();
await admin.locator('details.menu form button').click();
check('signed out', admin.url().endsWith('/sign-in'), admin.url());
await admin.goto(`${base}/account`);
check('signed out: asked to sign in, with the way back', admin.url().includes('/sign-in?return='), admin.url());
await look(admin, 'sign-in');
await admin.fill('[name=name]', adminName);
await admin.fill('[name=password]', 'otra cosa muy distinta');
await send(admin);
const wrong = await admin.locator('[role=alert]').innerText();
await look(admin, 'sign-in refused');
await admin.fill('[name=name]', 'nadie.de.nadie');
await admin.fill('[name=password]', 'otra cosa muy distinta');
await send(admin);
check('wrong password and unknown user: the same sentence', wrong === await admin.locator('[role=alert]').innerText(), wrong);
await admin.fill('[name=name]', adminName);
await admin.fill('[name=password]', secret);
await send(admin);
check('signed in by password: back where she wanted to go', new URL(admin.url()).pathname === '/account', admin.url());
await switchTo(admin, 'en');
await admin.goto(`${base}/users`);
check('language is remembered', await admin.locator('html').getAttribute('lang') === 'en');
await look(admin, 'users en');
await switchTo(admin, 'es');

// ---- users ------------------------------------------------------------------------------------------------------------------
const director = `dir.${Date.now().toString(36)}`;
await open(admin, '/users');
await open(admin, '/users/new');
await admin.fill('[name=name]', 'con acentó');
await admin.fill('[name=full_name]', 'Berta Ejemplo');
await admin.selectOption('[name=role]', 'director');
await admin.selectOption('[name=unit]', 'ADEL-LU');
await send(admin);
check('users: a bad name is refused at its field', await admin.inputValue('[name=name]') === 'con acentó' && (await text(admin)).includes('sin acento'), await text(admin));
await look(admin, 'users refused');
await admin.fill('[name=name]', director);
await send(admin);
check('users: added', (await text(admin)).includes('Usuario agregado') && admin.url().endsWith(`/users/${director}`), admin.url());
await admin.fill('[name=full_name]', 'Berta Ejemplo de Prueba');
await send(admin);
check('users: changed', await admin.locator('h1').innerText() === 'Berta Ejemplo de Prueba', await admin.locator('h1').innerText());
await look(admin, 'user');
await admin.locator('main form.post button').click();
const directorLink = (await admin.locator('section.flash code').innerText()).trim();
check('users: the link is shown once', directorLink.includes('/enter/'), directorLink);
await look(admin, 'user link');
await admin.goto(`${base}/users/${director}`);
check('users: and never again', await admin.locator('section.flash code').count() === 0);
await open(admin, '/tokens');
await admin.fill('[name=name]', 'Prueba de fichas');
await admin.selectOption('[name=role]', 'national_reader');
await admin.selectOption('[name=unit]', 'ADEL-LU');
await send(admin);
const token = await admin.locator('section.flash code').innerText();
check('tokens: shown once', token.startsWith('adl_'), token);
await look(admin, 'token made');
const api = await admin.request.get(`${base}/api/v1/units`, { headers: { Authorization: `Bearer ${token}` } });
check('tokens: it works', api.status() === 200, `${api.status()}`);
await admin.goto(`${base}/tokens`);
await admin.locator('main table form button').last().click();
check('tokens: revoked', (await admin.request.get(`${base}/api/v1/units`, { headers: { Authorization: `Bearer ${token}` } })).status() === 401);
check('the administrator of the system searches no clients', (await admin.goto(`${base}/search?q=maria`)).status() === 403);
await look(admin, 'refused page');

// ---- the director ---------------------------------------------------------------------------------------------------------
const page = await visitor();
await page.goto(directorLink);
await page.locator('main form button').click();
await page.getByRole('link', { name: 'Ahora no' }).click();
check('password: may be left for later', new URL(page.url()).pathname === '/', page.url());
for (const lang of ['es', 'en']) {
  await switchTo(page, lang);
  for (const path of ['/', '/?year=2014', '/search', '/search?q=panaderia', '/search?q=zzqqxx', '/agreements', '/agreements/new', '/agreements/CV-01',
    '/agreements/CV-01/edit', '/organisations', '/organisations?level=national', '/organisations/new', '/organisations/ORG-CONAMYPE', '/units',
    '/units/CDMYPE-LU', '/staff', '/import', '/export', '/account', '/account/password']) {
    await open(page, path);
  }
}
await switchTo(page, 'es');
await page.goto(`${base}/?year=2014`);
check('home: enterprises advised in 2014', (await page.locator('.tiles').innerText()).includes('241'), await page.locator('.tiles').innerText());

// ---- search: with an accent, without it, with a typo -----------------------------------------------------------------------------
const first = async (query) => {
  await page.goto(`${base}/search?q=${encodeURIComponent(query)}`);
  return (await page.locator('main tbody tr a').allInnerTexts()).slice(0, 5);
};
const found = (await first('panadería'))[0] ?? '';
check('search with an accent', /panader/i.test(found), found);
check('search without it', /panader/i.test((await first('panaderia'))[0] ?? ''));
check('search with a typo', /panader/i.test((await first('panadeira'))[0] ?? ''), (await first('panadeira')).join());
check('search: five at most', (await first('maria')).length === 5);
{
  const [reply] = await Promise.all([page.waitForNavigation(), page.locator('main tbody tr a').first().click()]);
  check('search: leads to the client', reply.status() === 200 && new URL(page.url()).pathname.startsWith('/clients/'), `${reply.status()} ${page.url()}`);
}

// ---- agreements and organisations --------------------------------------------------------------------------------------------------
const code = `CV-${Date.now().toString(36)}`;
await page.goto(`${base}/agreements/new`);
await page.fill('[name=code]', code);
await page.fill('[name=title]', 'Convenio de prueba');
await page.locator('[name=kind]').first().check();
await page.selectOption('[name=state]', 'signed');
await page.locator('[name=funders]').first().fill('ORG-CONAMYPE');
await send(page);
check('agreement: signed without a date is refused, with what was written kept',
  await page.inputValue('[name=title]') === 'Convenio de prueba' && (await text(page)).includes('fecha de firma'), await text(page));
await look(page, 'agreement refused');
await page.fill('[name=signed_on]', '2014-02-03');
await send(page);
check('agreement: saved', (await text(page)).includes('Convenio guardado') && (await text(page)).includes('Comisión Nacional'), await text(page));
{
  const other = await page.context().newPage();
  await other.goto(`${base}/agreements/${code}/edit`);
  await page.goto(`${base}/agreements/${code}/edit`);
  await page.fill('[name=title]', 'Convenio de prueba, el primero');
  await send(page);
  await other.fill('[name=title]', 'Convenio de prueba, el segundo');
  await send(other);
  check('agreement: a change to what somebody else changed asks',
    (await other.locator('main').innerText()).includes('el primero') && await other.inputValue('[name=title]') === 'Convenio de prueba, el segundo',
    await other.locator('main').innerText());
  await send(other);
  check('agreement: and sent again decides', await other.locator('h1').innerText() === 'Convenio de prueba, el segundo', await other.locator('h1').innerText());
  await other.close();
}
await page.goto(`${base}/agreements/${code}`);
const annulment = page.locator('details:has(form[action$="/annul"])');
await annulment.locator('summary').click();
await annulment.locator('[name=reason]').fill('Era una prueba');
await annulment.locator('form button').click();
check('agreement: annulled with its reason', (await text(page)).includes('Era una prueba'), await text(page));

// ---- import -------------------------------------------------------------------------------------------------------------------------
const organisation = `ORG-${Date.now().toString(36)}`;
async function upload(who, name, bytes, dataset = 'organisations') {
  await who.goto(`${base}/import`);
  await who.selectOption('[name=dataset]', dataset);
  await who.setInputFiles('[name=file]', { name, mimeType: 'text/csv', buffer: Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes) });
  await send(who);
  await ended(who);
}
async function ended(who) {
  for (let i = 0; i < 100 && await who.locator('.progress').count() > 0; i++) {
    await who.waitForTimeout(200);
    await who.reload();
  }
}
await page.goto(`${base}/import`);
await page.selectOption('[name=dataset]', 'organisations');
await send(page);
check('import: without a file', page.url().endsWith('/import') && await page.locator('h1').innerText() === 'Importar');
const good = `code,unit,name,kind,level,side\n${organisation},ADEL-LU,Asociación de Prueba del Ñandú,ngo,local,civil_society\n`;
const bad = 'code,unit,name,kind,promoted_on\nORG-X1,ADEL-LU,Una,brujería,2014-01-01\nORG-X2,ADEL-LU,Otra,ngo,31/02/2014\nORG-X3,NADA,Tercera,ngo,\n';
await upload(page, 'malo.csv', bad);
const report = await text(page);
check('import: a bad file is refused cell by cell', report.includes('malo.csv:2:kind') && report.includes('brujería') && report.includes('malo.csv:3:promoted_on'), report);
await look(page, 'import refused');
{
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Informe (CSV)' }).click()]);
  const csv = readFileSync(await download.path(), 'utf8');
  check('import: the report as CSV', csv.includes('malo.csv:2:kind') && csv.includes('brujería'), csv);
}
await upload(page, 'bueno.csv', good);
check('import: the dry run says what would be done', (await text(page)).includes('El ensayo salió bien'), await text(page));
await look(page, 'import tried');
check('import: the dry run saves nothing', (await page.request.get(`${base}/organisations/${organisation}`)).status() === 404);
await page.goBack();
await page.goForward();
await page.getByRole('button', { name: 'Importar de verdad' }).click();
await ended(page);
check('import: done', (await text(page)).includes('Importado'), await text(page));
await look(page, 'import done');
await page.goto(`${base}/organisations/${organisation}`);
check('import: the record is there, with its ñ', await page.locator('h1').innerText() === 'Asociación de Prueba del Ñandú', await page.locator('h1').innerText());
await upload(page, 'latin.csv', Buffer.from(`code;unit;name;kind\n${organisation}-2;ADEL-LU;Asociaci\xf3n;ngo\n`, 'latin1'));
check('import: an uncertain encoding is asked for', await page.locator('[name=encoding]').count() === 1, await text(page));
await look(page, 'import asks');
await page.selectOption('[name=encoding]', 'windows-1252');
await send(page);
await ended(page);
check('import: and taken', (await text(page)).includes('El ensayo salió bien'), await text(page));
{
  // All of it without the script.
  const plain = await visitor(false);
  await plain.context().addCookies(await page.context().cookies());
  await upload(plain, 'simple.csv', good.replaceAll(organisation, `${organisation}-3`));
  check('import without script', (await text(plain)).includes('El ensayo salió bien'), await text(plain));
  await plain.context().close();
}

// ---- export --------------------------------------------------------------------------------------------------------------------------
const csv = await page.request.get(`${base}/export/organisations.csv`);
check('export: CSV', csv.status() === 200 && (await csv.text()).includes('Asociación de Prueba del Ñandú'), `${csv.status()}`);
const xlsx = await page.request.get(`${base}/export/organisations.xlsx`);
check('export: XLSX', xlsx.status() === 200 && (await xlsx.body()).subarray(0, 2).toString() === 'PK', `${xlsx.status()}`);
await upload(page, 'de-vuelta.xlsx', await xlsx.body());
check('export: what went out comes in again unchanged', (await text(page)).includes('El ensayo salió bien'), await text(page));

// ---- the end of all sessions ------------------------------------------------------------------------------------------------------------
await page.goto(`${base}/account`);
await page.getByRole('button', { name: 'Cerrar todas' }).click();
check('all sessions ended', page.url().endsWith('/sign-in'), page.url());
await page.goto(`${base}/`);
check('all sessions ended: she must sign in', page.url().includes('/sign-in'), page.url());

// ---- many wrong passwords: a delay, and how long ----------------------------------------------------------------------------------------
const guesser = await visitor();
let waited = '';
for (let i = 0; i < 8 && waited === ''; i++) {
  await guesser.goto(`${base}/sign-in`);
  await guesser.fill('[name=name]', director);
  await guesser.fill('[name=password]', `adivinanza numero ${i}`);
  await send(guesser);
  const said = await guesser.locator('[role=alert]').innerText();
  waited = said.includes('Espere') ? said : '';
}
check('many wrong passwords: the delay is said', /Espere \d+ segundos/.test(waited), waited);
await look(guesser, 'sign-in delayed');

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
