// A centre brings its own spreadsheet, in a real browser: its columns and words are given their meaning once, a doubtful name is
// decided by a person, the file comes in, and the whole import is taken back. Against a running server with the example of La Unión:
//   node journey_import.mjs BASE LINK [PICTURES]     LINK the one-time link of a director
// Every page at 360 and 1280 pixels, in both languages: no axe violation, nothing wider than the window, no report of the
// Content-Security-Policy, no error on the console, at most 50 kB. Ends with "N passed, N failed".
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? process.env.ADELANTE_BASE;
const link = process.argv[3] ?? process.env.ADELANTE_LINK;
const pictures = process.argv[4] ?? process.env.ADELANTE_PICTURES;
if (!base || !link) {
  console.error('node journey_import.mjs BASE LINK [PICTURES]');
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
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV', acceptDownloads: true });
const page = await context.newPage();
const problems = [];
page.on('console', (message) => {
  if (message.type() === 'error' && !message.text().includes('status of 4')) problems.push(message.text());
});
page.on('pageerror', (error) => problems.push(String(error)));

// What the page and all that it needs but pictures weighed on the way, compressed as the program sends it.
const wire = () => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'img')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0);
const wider = () => {
  const limit = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide'))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
};
async function look(name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.evaluate(() => document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; }));
    if (pictures) await page.screenshot({ path: join(pictures, `${name.replace(/[^a-z0-9]+/gi, '-')}-${width}.png`), fullPage: true });
    const wide = await page.evaluate(wider);
    check(`${name} at ${width}: width`, wide.length === 0, wide.join(' '));
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
  }
  const bytes = await page.evaluate(wire);
  check(`${name}: size over the wire`, bytes > 0 && bytes <= 50 * 1024, `${bytes}`);
  check(`${name}: console and policy`, problems.length === 0, problems.splice(0).join(' | '));
}
const text = () => page.locator('main').innerText();
async function switchTo(lang) {
  if (await page.locator('html').getAttribute('lang') !== lang) await page.locator('form.lang button').click();
}

const log = 'Correlativo,Fecha,Empresa,Técnico,Servicio,Minutos,Lugar de reunión\n' +
  'J-1,25/03/2014,Pescadería Díaz,Martín Romero Calderón,Ayuda con la computadora,90,Oficina\n' +
  'J-2,26/03/2014,Pescaderia Dias,Martín Romero Calderón,Ayuda con la computadora,60,Oficina\n';
const settled = () => page.waitForFunction(() => !document.querySelector('.progress'), null, { timeout: 30000 });
async function upload(name, text) {
  await page.goto(base + '/import');
  await page.selectOption('main select[name=dataset]', 'sessions');
  await page.locator('main input[name=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('main form.entry button').first().click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  await settled();
}
const column = (heading) => page.locator(`select[name=f][aria-label="${heading}"]`);
const row = (words) => page.locator('tr', { hasText: words });

try {
  await page.goto(base + link);
  if (await page.locator('main form button').count()) await page.locator('main form button').first().click();

  await upload('asesorias marzo.csv', log);
  check('columns of its own are refused by name', (await text()).includes('Lugar de reunión'), await text());
  await look('import refused es');
  await page.getByRole('link', { name: 'Hacer corresponder las columnas' }).click();
  check('the columns suggest themselves', await column('Correlativo').inputValue() === 'code' &&
    await column('Servicio').inputValue() === 'kind');
  check('the adviser is known by her name', await row('Martín Romero').locator('select[name=vc]').inputValue() === 'ST-04');
  check('the same name is the same firm', await row('Pescadería Díaz').locator('select[name=vc]').first().inputValue() === 'E-0001');
  check('a name that is only like it is left to a person', await row('Pescaderia Dias').locator('select[name=vc]').inputValue() === '');
  check('with who may be meant, and why', (await row('Pescaderia Dias').locator('select[name=vc] option[value=E-0001]').innerText()).length > 25);
  await look('columns es');
  await column('Lugar de reunión').selectOption('-');
  await row('Pescaderia Dias').locator('select[name=vc]').selectOption('E-0001');
  await row('Ayuda con la computadora').locator('select[name=vc]').selectOption('advice_ict');
  await page.locator('main input[name=name]').fill('Control de asesorías');
  await page.getByRole('button', { name: 'Guardar y ensayar' }).click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  check('the dry run goes well', (await text()).includes('El ensayo salió bien'), await text());
  await page.getByRole('button', { name: 'Importar de verdad' }).click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  check('it is in', (await text()).includes('Importado'), await text());
  await page.goto(base + '/sessions/J-2');
  check('the session names the firm', (await text()).includes('Pescadería Díaz') && (await text()).includes('Asesoría en TIC'));

  // An attendance list from its event: the event is said already; two rows of one name are decided apart.
  await page.goto(base + '/events/EV-002');
  await page.getByRole('link', { name: 'Importar su lista' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/import?**');
  check('the list: what it holds and of which event', await page.locator('main select[name=dataset]').inputValue() === 'attendances' &&
    (await text()).includes('event = EV-002'), await text());
  await look('import of an event es');
  await page.locator('main input[name=file]').setInputFiles({ name: 'lista.csv', mimeType: 'text/csv', buffer: Buffer.from(
    'Correlativo,Fecha,Nombre completo,DUI,Teléfono\nLI-1,15/01/2014,Conchita Elisa Vásquez Sánchez,90752868-4,\n' +
    'LI-2,15/01/2014,Melany Rosa Fajardo,,\nLI-3,16/01/2014,Melany Rosa Fajardo,,\n') });
  await page.locator('main form.entry button').first().click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  await page.getByRole('link', { name: 'Hacer corresponder las columnas' }).click();
  check('the list: the document says who', await row('90752868-4').locator('select[name=vc]').first().inputValue() === 'P-0002', await text());
  check('the list: the event is said', await page.locator('input[name=cv]').first().inputValue() === 'EV-002', await text());
  await column('DUI').selectOption('-');
  await column('Teléfono').selectOption('-');
  await column('Nombre completo').selectOption('person');
  await row('Melany Rosa Fajardo').locator('select[name=vc]').first().selectOption('*');
  await page.locator('main input[name=name]').fill('Lista de asistencia');
  await page.getByRole('button', { name: 'Guardar y ensayar' }).click();
  check('the list: its rows are asked one by one', await row('fila 3').count() === 1 && await row('fila 4').count() === 1, await text());
  await look('columns by row es');
  await row('fila 3').locator('select[name=vc]').selectOption('P-0003');
  await row('fila 4').locator('input[name=vo]').fill('P-0001');
  await page.getByRole('button', { name: 'Guardar y ensayar' }).click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  check('the list: the dry run goes well', (await text()).includes('El ensayo salió bien'), await text());
  await page.getByRole('button', { name: 'Importar de verdad' }).click();
  for (let tries = 0; tries < 60 && await page.locator('.progress').count() > 0; tries++) await page.reload();
  check('the list: it is in', (await text()).includes('Importado'), await text());

  // Next month: the saved mapping knows the file.
  await upload('asesorias abril.csv', log.replaceAll('J-', 'K-').replaceAll('/03/', '/04/'));
  await page.getByRole('link', { name: 'Hacer corresponder las columnas' }).click();
  check('the saved mapping is used', (await text()).includes('Control de asesorías') &&
    await row('Pescaderia Dias').locator('select[name=vc]').inputValue() === 'E-0001');
  await switchTo('en');
  await look('columns en');

  // The whole import is taken back.
  await switchTo('es');
  await page.goto(base + '/import');
  await look('imports es');
  const first = row('asesorias marzo.csv').last();
  await first.locator('details').evaluate((one) => { one.open = true; });
  await first.locator('input[name=reason]').fill('Era del año pasado');
  await first.getByRole('button', { name: 'Deshacer la importación' }).click();
  check('it says what was undone', (await page.locator('.flash').innerText()).includes('2 registros anulados'));
  check('the list says so', (await text()).includes('Era del año pasado'));
  check('the session is gone', (await page.goto(base + '/sessions/J-2')).status() === 404);
  problems.splice(0);
} catch (error) {
  check('the journey', false, String(error.stack ?? error));
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
