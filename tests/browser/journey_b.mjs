// A day of the director and of an adviser with her phone, in a real browser, against a running server with the example of La
// Unión 2014:
//   node journey_b.mjs BASE LINK [PICTURES]      BASE http://127.0.0.1:8080, LINK a one-time link of a director
// (or ADELANTE_BASE, ADELANTE_LINK). Every page at 360 and 1280 pixels, in both languages: no axe violation, nothing wider than
// the window, no report of the Content-Security-Policy, no error on the console, at most 50 kB over the wire. With PICTURES the
// pages are saved there, statement.png and home.png among them. Ends with "N passed, N failed".
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? process.env.ADELANTE_BASE;
const link = process.argv[3] ?? process.env.ADELANTE_LINK;
const pictures = process.argv[4];
if (!base || !link) {
  console.error('node journey_b.mjs BASE LINK [PICTURES]');
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const published = JSON.parse(readFileSync(new URL('../../examples/la-union-2014/published.json', import.meta.url), 'utf8'));
const thousands = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const money = (plain) => `$ ${thousands(plain.split('.')[0])}.${plain.split('.')[1]}`;

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
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV', acceptDownloads: true });

async function newPage() {
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => {
    // Refused forms answer 409 and 422: the browser notes them as failed loads, which they are meant to be.
    if (message.type() === 'error' && !message.text().includes('status of 4')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('response', async (reply) => {
    const size = Number(reply.headers()['content-length'] ?? 0);
    if (reply.request().isNavigationRequest()) check(`${new URL(reply.url()).pathname}: size`, size <= 50 * 1024, `${size}`);
  });
  return page;
}

const wider = () => {
  const limit = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide'))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
};
// Looks at the page that is open, at both widths, folded as it comes and with everything unfolded.
async function look(page, name) {
  const lang = await page.locator('html').getAttribute('lang');
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (pictures) {
      await page.screenshot({ path: join(pictures, `${name}-${lang}-${width}.png`.replace(/[^a-z0-9.]+/gi, '-')), fullPage: true });
    }
    await page.evaluate(() => document.querySelectorAll('main details:not([open])').forEach((one) => { one.open = true; one.dataset.was = '1'; }));
    const wide = await page.evaluate(wider);
    check(`${name} ${lang} at ${width}: width`, wide.length === 0, wide.join(' '));
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} ${lang} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
    await page.evaluate(() => document.querySelectorAll('details[data-was]').forEach((one) => { one.open = false; delete one.dataset.was; }));
  }
  check(`${name} ${lang}: console and policy`, page.problems.length === 0, page.problems.splice(0).join(' | '));
}
async function open(page, path, name) {
  const reply = await page.goto(base + path);
  check(`${name}: answered`, reply.status() === 200, `${reply.status()} ${path}`);
}
async function switchTo(page, lang) {
  if (await page.locator('html').getAttribute('lang') !== lang) await page.locator('form.lang button').click();
  check(`language ${lang}`, await page.locator('html').getAttribute('lang') === lang);
}
// A key that leads to another page.
const pressed = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
const text = (page) => page.locator('main').innerText();
// A figure of a statement as the program's own file says it.
async function figure(year, code) {
  const reply = await context.request.get(`${base}/results/statement.csv?year=${year}`);
  const line = (await reply.text()).split(/\r?\n/).find((one) => one.startsWith(`${code},`));
  return line ? line.match(/,("(?:[^"]|"")*"|[^,]*),([^,]*),/)?.[2] ?? '' : '';
}

const page = await newPage();
await page.goto(base + new URL(link, base).pathname);
await page.locator('main form button').first().click();
check('signed in', !page.url().includes('/enter/'), page.url());
await switchTo(page, 'es');

// ---- a client, found by a name with a mistake in it, and her story --------------------------------------------------------
await open(page, '/clients', 'clients');
check('clients: fifty rows', await page.locator('tbody tr').count() === 50, String(await page.locator('tbody tr').count()));
await look(page, 'clients');
const firstName = await page.locator('tbody tr a').first().innerText();
await page.locator('.paging a').last().click();
check('clients: the next page begins elsewhere', await page.locator('tbody tr a').first().innerText() !== firstName);
await page.fill('main [name=q]', 'Pescaderia Dias');
await page.locator('main .pick-bar button').click();
const found = page.locator('tbody tr a', { hasText: 'Pescadería Díaz' }).first();
check('a client is found by a name with two mistakes', await found.count() === 1, await text(page));
await look(page, 'clients found');
await found.click();
check('the client has a timeline', await page.locator('.timeline li').count() >= 3, await text(page));
await look(page, 'enterprise');
const client = new URL(page.url()).pathname;
const code = client.split('/').pop();
const story = await page.locator('.timeline li').count();
await page.locator('a[href^="/clients/person/"]').first().click();
check("the owner's page tells her enterprise's story too", await page.locator('.timeline li').count() >= 3, await text(page));
await look(page, 'person');

// ---- a session from the phone ----------------------------------------------------------------------------------------------
// The server's own today: its clock may be set for the test.
const today = await context.request.get(`${base}/sessions/new?enterprise=${code}`).then(async (reply) => (await reply.text()).match(/\d{4}-\d\d-\d\d/)[0]);
const year = today.slice(0, 4);
const before = Number(await figure(year, 'services_delivered')) || 0;
let taps = 0;
const tap = async (locator) => { taps++; await locator.click(); };
await page.setViewportSize({ width: 360, height: 740 });
await open(page, client, 'enterprise on the phone');
await tap(page.locator('.actions a', { hasText: 'Registrar sesión' }));
const required = await page.locator('main form .must').count();
await tap(page.locator('.pick', { hasText: 'Asesoría empresarial' }));
await tap(page.locator('.pick', { hasText: '45 min' }));
await tap(page.locator('[name=summary]'));
const summary = `Costos del pescado seco ${Date.now()}`;
await page.keyboard.type(summary);
await tap(page.locator('main form .btn', { hasText: 'Guardar' }));
check('session: saved, back at the client', new URL(page.url()).pathname === client, `${page.url()} ${await text(page)}`);
check(`session: required inputs ${required} of at most 6`, required <= 6);
check(`session: taps ${taps} of at most 12`, taps <= 12);
console.log(`session: ${required} required inputs, ${taps} taps`);
check('session: stands in the timeline', (await page.locator('.timeline').innerText()).includes(summary));
check('session: one more in the timeline', await page.locator('.timeline li').count() === story + 1,
  `${story} ${await page.locator('.timeline li').count()}`);
const after = Number(await figure(year, 'services_delivered')) || 0;
check('session: the figures move', after === before + 1, `${before} ${after}`);
await open(page, `/sessions/new?enterprise=${code}`, 'new session');
await look(page, 'new session');
await page.locator('.pick', { hasText: 'Asesoría financiera' }).click();
await page.locator('[name=date]').fill('2099-01-01');
await page.locator('main form .btn', { hasText: 'Guardar' }).click();
check('session in the future: refused, what was chosen stays', (await page.locator('.field.bad, .choices.bad').count()) >= 1
  && await page.locator('[name=kind][value=advice_finance]').isChecked(), await text(page));
await look(page, 'session refused');
await open(page, '/sessions/new', 'session without client');
await look(page, 'session without client');
await open(page, client, 'enterprise');
await page.locator('.timeline a', { hasText: 'Asesoría empresarial' }).first().click();
await look(page, 'session');

// ---- two people correct one record -------------------------------------------------------------------------------------------
const other = await newPage();
await open(page, `${client}/edit`, 'edit');
await look(page, 'edit');
await open(other, `${client}/edit`, 'edit of the other');
for (const fold of await other.locator('main details').all()) await fold.evaluate((one) => { one.open = true; });
for (const fold of await page.locator('main details').all()) await fold.evaluate((one) => { one.open = true; });
const theirs = `Marca de la otra ${Date.now() % 100000}`;
await other.fill('[name=trade_name]', theirs);
await other.fill('[name=products]', `Pescado seco ${Date.now()}`);
await other.locator('main form .btn').first().click();
check('the other saved first', new URL(other.url()).pathname === client, await text(other));
await page.fill('[name=activity_text]', `Venta de pescado ${Date.now()}`);
await page.locator('main form .btn', { hasText: 'Guardar' }).click();
check('stale edit of another field: both are kept', new URL(page.url()).pathname === client, await text(page));
await open(page, `${client}/edit`, 'edit again');
await open(other, `${client}/edit`, 'edit of the other again');
const newer = `Marca nueva ${Date.now() % 100000}`;
await other.fill('[name=trade_name]', newer);
await other.locator('main form .btn').first().click();
await page.fill('[name=trade_name]', 'Lo que yo escribí');
await page.locator('main form .btn', { hasText: 'Guardar' }).click();
const conflict = await text(page);
check("stale edit of the same field: shows the other's value", conflict.includes(newer), conflict.slice(0, 600));
check('stale edit: keeps what I wrote', await page.inputValue('[name=trade_name]') === 'Lo que yo escribí');
await look(page, 'edit conflict');
await page.locator('main form .btn', { hasText: 'Guardar' }).click();
check('stale edit: decided and saved', new URL(page.url()).pathname === client
  && (await page.locator('.head').innerText()).includes('Lo que yo escribí'), await text(page));
await other.close();

// ---- a course and its attendance, by keyboard alone -----------------------------------------------------------------------
await open(page, '/services', 'services');
await look(page, 'services');
await open(page, '/events', 'events');
await look(page, 'events');
await open(page, '/events/new', 'new event');
await look(page, 'new event');
await page.setViewportSize({ width: 1280, height: 800 });
await page.locator('[name=topic]').focus();
await page.keyboard.type(`Manejo de inventarios ${Date.now() % 100000}`);
await pressed(page, 'Enter');
check('event: saved by keyboard', /\/events\/[^/]+$/.test(new URL(page.url()).pathname) && !page.url().endsWith('/new'), await text(page));
const event = new URL(page.url()).pathname;
for (const name of ['Emmanuel Diaz Aparicio', 'Brandon Rivera']) {
  await page.locator('main [name=q]').focus();
  await page.keyboard.type(name);
  await pressed(page, 'Enter');
  await page.locator('button[name=add]').first().focus();
  await pressed(page, 'Enter');
}
check('grid: two people on the list', await page.locator('.attendance tbody tr').count() === 2, await text(page));
await page.locator('summary', { hasText: 'Vino sin estar registrada' }).focus();
await page.keyboard.press('Enter');
await page.locator('#w-f-given_names').focus();
await page.keyboard.type('Rosa Elvira');
await page.keyboard.press('Tab');
await page.keyboard.type(`Umanzor ${Date.now() % 1000}`);
await page.locator('button[name=walk_in]').focus();
await pressed(page, 'Enter');
check('grid: a walk-in joins the list', await page.locator('.attendance tbody tr').count() === 3, await text(page));
await look(page, 'event with new people');
await page.setViewportSize({ width: 1280, height: 800 });
await page.locator('.attendance input[name=present]').first().focus();
await page.keyboard.press('Space');
await page.keyboard.press('ArrowDown');
await page.keyboard.press('Space');
await page.locator('button[name=save]').focus();
await pressed(page, 'Enter');
check('grid: saved', (await text(page)).includes('Asistencia guardada'), await text(page));
check('grid: two of them were there', (await page.locator('.attendance tfoot').innerText()).includes('2'), await page.locator('.attendance tfoot').innerText());
check('grid: the marks stay', await page.locator('.attendance input[name=present]:checked').count() === 2);
await look(page, 'event');

// ---- assistance, links, measurements --------------------------------------------------------------------------------------------
for (const [path, name] of [['/assistances', 'assistances'], ['/assistances/AT-001', 'assistance'], [`/assistances/new?enterprise=${code}`, 'new assistance'],
  ['/links', 'links'], ['/links/VI-0001', 'link'], [`/links/new?enterprise=${code}`, 'new link'],
  [`/snapshots/new?enterprise=${code}`, 'new snapshot'], ['/snapshots/IN-0249', 'snapshot'], [`/milestones/new?enterprise=${code}`, 'new milestone'],
  ['/clients/person/new', 'new person'], ['/clients/enterprise/new', 'new enterprise'], [event, 'event again']]) {
  await open(page, path, name);
  await look(page, name);
}
await open(page, `/links/new?enterprise=${code}`, 'new link');
// A short list is radio buttons, a longer one a select.
for (const [field, value] of [['kind', 'financial'], ['instrument', 'credit']]) {
  if (await page.locator(`select[name=${field}]`).count()) await page.selectOption(`[name=${field}]`, value);
  else await page.locator(`.pick:has([name=${field}][value=${value}])`).click();
}
await page.selectOption('[name=institution]', { label: 'Banco Ejemplar del Oriente, S.A.' });
await page.fill('[name=requested]', '1500');
await page.locator('main form .btn', { hasText: 'Guardar' }).click();
check('link: saved', /\/links\/[^/]+$/.test(new URL(page.url()).pathname) && !page.url().endsWith('/new'), await text(page));
await page.locator('summary', { hasText: 'Se aprobó' }).click();
await page.fill('#approve-f-approved', '1200.50');
await page.locator('#approve-f-approved_on').fill(today);
await page.locator('.btn', { hasText: 'Se aprobó' }).click();
check('link: approved', (await text(page)).includes('1,200.50'), (await text(page)).slice(0, 500));
await look(page, 'link approved');

// ---- the statement of 2014 ------------------------------------------------------------------------------------------------------
await open(page, '/results?year=2014', 'statement');
const tiles = await page.locator('.tiles').first().innerText();
for (const [name, value] of Object.entries(published.figures)) {
  const shown = typeof value === 'string' ? money(value) : thousands(value);
  check(`statement 2014: ${name} is ${shown}`, tiles.includes(shown), tiles);
}
const counts = ['enterprises_advised', 'enterprises_trained', 'enterprises_assisted'].map((name) => published.figures[name]);
check('statement: the counts are not added', (await text(page)).includes(`${counts[0]}, ${counts[1]} y ${counts[2]} no se suman`));
await look(page, 'statement');
const sales = page.locator('a.tile', { hasText: 'Incremento de ventas' });
check('statement: the figure can be opened', await sales.count() === 1);
await sales.click();
check('figure: says what it is', (await text(page)).includes(money(published.figures.sales_increase)), await text(page));
await look(page, 'figure');
for (let i = 0; i < 20 && await page.locator('.paging a', { hasText: 'Ver más' }).count(); i++) {
  await page.locator('.paging a', { hasText: 'Ver más' }).click();
}
check('figure: its records add up to it', (await page.locator('tfoot').innerText()).includes(money(published.figures.sales_increase)),
  await page.locator('tfoot').innerText());
await page.locator('tbody tr a').first().click();
check('figure: a record opens', /\/snapshots\//.test(page.url()), page.url());
for (const indicator of ['enterprises_trained', 'resources_mobilised', 'clients_served', 'agreements_in_force']) {
  const reply = await page.goto(`${base}/results/${indicator}?year=2014`);
  check(`figure ${indicator}: answered`, reply.status() === 200, String(reply.status()));
  check(`figure ${indicator}: has records`, await page.locator('tbody tr').count() > 0, await text(page));
}
await open(page, '/results?from=2014-01-01&to=2014-06-30&map=today&territory=14', 'half a year');
await look(page, 'half a year');
await page.goto(`${base}/results?unit=NO-HAY`);
check('statement: an unknown unit is said', (await text(page)).includes('NO-HAY'), await text(page));
const sheet = await context.request.get(`${base}/results/statement.xlsx?year=2014`);
const bytes = await sheet.body();
check('statement: a spreadsheet', sheet.status() === 200 && bytes.subarray(0, 2).toString() === 'PK' && bytes.length > 3000, `${bytes.length}`);
check('statement: the same in the file', await figure(2014, 'enterprises_advised') === String(counts[0]), await figure(2014, 'enterprises_advised'));

// ---- in English --------------------------------------------------------------------------------------------------------------------
await open(page, '/results?year=2014', 'statement');
await switchTo(page, 'en');
check('in English: not added', (await text(page)).includes('are not added'));
for (const [path, name] of [['/results?year=2014', 'statement'], ['/results/sales_increase?year=2014', 'figure'], ['/clients', 'clients'], [client, 'enterprise'],
  [`${client}/edit`, 'edit'], [`/sessions/new?enterprise=${code}`, 'new session'], ['/services', 'services'], ['/events', 'events'], [event, 'event'],
  ['/assistances', 'assistances'], ['/links', 'links'], ['/links/VI-0001', 'link'], [`/snapshots/new?enterprise=${code}`, 'new snapshot'],
  ['/clients/person/new', 'new person']]) {
  await open(page, path, name);
  await look(page, name);
}
await switchTo(page, 'es');

// ---- for the README ------------------------------------------------------------------------------------------------------------------
if (pictures) {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await open(page, '/results?year=2014', 'statement');
  await page.screenshot({ path: join(pictures, 'statement.png') });
  await page.emulateMedia({ media: 'print' });
  await page.pdf({ path: join(pictures, 'statement.pdf'), format: 'A4', printBackground: true }).catch(() => {});
  await page.emulateMedia({ media: 'screen' });
  await open(page, '/?year=2014', 'home');
  await page.screenshot({ path: join(pictures, 'home.png') });
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
