// Printed sheets, in a real browser: who signs is recorded, the sheet of that day bears the name, every print page and PDF of the
// example is opened and the PDFs are read by another program:
//   node journey_print.mjs BASE LINK [PICTURES]      LINK the one-time link of an executive director
// Every page at 360 and 1280 pixels, in both languages, with axe. Ends with "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, link, pictures = process.env.ADELANTE_PICTURES] = process.argv.slice(2);
if (!base || !link) {
  console.error('node journey_print.mjs BASE LINK [PICTURES]');
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'adelante-print-'));

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
const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV', javaScriptEnabled: true });
const page = await context.newPage();
const problems = [];
page.on('console', (message) => {
  if (message.type() === 'error' && !message.text().includes('status of 4')) problems.push(message.text());
});
page.on('pageerror', (error) => problems.push(String(error)));

// What the page and all that it needs but pictures weighed on the way, compressed as the program sends it.
const wire = () => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'img')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0);
async function look(name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (pictures) await page.screenshot({ path: join(pictures, `${name.replace(/[^a-z0-9]+/gi, '-')}-${width}.png`), fullPage: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    check(`${name} at ${width}: width`, !wide);
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
  }
  const bytes = await page.evaluate(wire);
  check(`${name}: size over the wire`, bytes > 0 && bytes <= 50 * 1024, `${bytes}`);
  check(`${name}: console and policy`, problems.length === 0, problems.splice(0).join(' | '));
}
async function open(path) {
  const reply = await page.goto(base + path);
  check(`${path}: answered`, reply.status() === 200, `${reply.status()}`);
  await look(`${path} ${await page.locator('html').getAttribute('lang')}`);
}
// The PDF of an address as text, a page after a form feed.
async function pdf(path) {
  const reply = await context.request.get(base + path);
  check(`${path}: answered`, reply.status() === 200 && reply.headers()['content-type'] === 'application/pdf', `${reply.status()}`);
  const again = await context.request.get(base + path);
  check(`${path}: the same bytes`, Buffer.compare(await reply.body(), await again.body()) === 0);
  const file = join(folder, 'sheet.pdf');
  writeFileSync(file, await reply.body());
  return execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' });
}
function has(name, text, ...words) {
  for (const word of words) check(`${name}: ${word}`, text.includes(word), text.slice(0, 1500));
}
const text = () => page.locator('main').innerText();
async function switchTo(lang) {
  if (await page.locator('html').getAttribute('lang') !== lang) await page.locator('form.lang button').click();
}

try {
  await page.goto(base + link);
  if (await page.locator('main form button').count()) await page.locator('main form button').first().click();

  // Who signs: refused while somebody else does, then with dates.
  await open('/units/CDMYPE-LU');
  has('unit', await text(), 'Mónica Isabella Hernández', 'Directora del CDMYPE');
  await page.getByRole('link', { name: 'Registrar a quien firma' }).click();
  await look('signatory new es');
  await page.locator('select[name=office]').selectOption('director');
  await page.locator('input[name=name]').fill('Licda. Otra Inventada');
  await page.locator('input[name=from_on]').fill('2014-07-01');
  await page.locator('form.entry button').first().click();
  has('refused', await text(), 'ya firma otra persona por esa oficina');
  await look('signatory refused es');
  await open('/signatories/FI-03/edit');
  await page.locator('input[name=to_on]').fill('2014-06-30');
  await page.locator('form.entry button').first().click();
  await page.goto(`${base}/signatories/new?unit=CDMYPE-LU`);
  await page.locator('select[name=office]').selectOption('director');
  await page.locator('input[name=name]').fill('Licda. Otra Inventada');
  await page.locator('input[name=from_on]').fill('2014-07-01');
  await page.locator('form.entry button').first().click();
  await look('signatory es');
  await open('/signatories');

  // A logo: a PDF is refused with its reason; a PNG is taken, and every sheet from here on carries it.
  const artist = await context.newPage();
  await artist.setViewportSize({ width: 420, height: 160 });
  await artist.setContent('<body style="margin:0;background:#fff;font:bold 64px sans-serif;color:#0b5c6b"><div style="padding:36px;'
    + 'border:8px solid #d99a1c;border-radius:24px;height:72px">CDMYPE<b style="color:#b6452c">·</b></div>');
  const png = await artist.screenshot({ type: 'png' });
  const jpeg = await artist.screenshot({ type: 'jpeg', quality: 80 });
  await artist.close();
  async function addLogo(name, mimeType, buffer) {
    await page.goto(`${base}/units/CDMYPE-LU`);
    await page.locator('#logo a').last().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/documents/new?**');
    check('kind is chosen', (await page.locator('select[name=kind]').inputValue()) === 'logo');
    await page.locator('input[name=file]').setInputFiles({ name, mimeType, buffer });
    await page.locator('form.entry button').first().click();
  }
  await addLogo('logo.png', 'image/png', Buffer.from('esto no es una imagen'));
  has('no picture', await text(), 'esto es un archivo de otro tipo');
  await look('logo refused es');
  await addLogo('logo.jpg', 'image/jpeg', jpeg);
  const withJpeg = await context.request.get(`${base}/print/session.pdf?unit=CDMYPE-LU`);
  check('a JPEG goes into the PDF as it is', (await withJpeg.body()).includes('/DCTDecode'));
  await addLogo('logo.png', 'image/png', png);
  await open('/units/CDMYPE-LU');
  check('the logo is seen', await page.locator('#logo img').evaluate((one) => one.complete && one.naturalWidth === 420));

  // The sheet of a session bears whoever signed on its day; by keyboard from the record to the sheet.
  await page.goto(`${base}/sessions/S-00001`);
  await page.getByRole('link', { name: 'Imprimir' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sessions/S-00001/print');
  await look('log es');
  check('logo on the page', await page.locator('.letterhead img').evaluate((one) => one.complete && one.naturalWidth === 420));
  const drawn = await context.request.get(`${base}/sessions/S-00001/print.pdf`);
  check('logo in the PDF', (await drawn.body()).includes('/Subtype /Image'));
  has('log page', await text(), 'Bitácora de asesoría', 'S-00001', 'Mónica Isabella Hernández', 'Centro de Desarrollo');
  const log = await pdf('/sessions/S-00001/print.pdf');
  has('log', log, 'Bitácora de asesoría', 'Martín Romero Calderón', '☒ Asesoría empresarial', 'página 1 de 1', 'Mónica Isabella');
  check('log: not the later director', !log.includes('Otra Inventada'));
  has('blank log', await pdf('/print/session.pdf?unit=CDMYPE-LU'), 'Bitácora de asesoría', '☐ Asesoría empresarial', 'Otra Inventada');

  // Every other sheet.
  has('forms', (await open('/print'), await text()), 'Solicitud de asesoramiento (F1)', 'Lista de asistencia');
  for (const path of ['/print/intake', '/print/consent', '/print/plan', '/print/session', '/print/attendance']) {
    await open(path);
    has(path, await pdf(`${path}.pdf`), 'página 1 de');
  }
  await open('/clients/enterprise/E-0002/print');
  await open('/clients/enterprise/E-0002/print/intake');
  has('F1', await pdf('/clients/enterprise/E-0002/print/intake.pdf'), 'Ganadería El Golfo', '1. Quien solicita', 'página 2 de 2');
  await open('/clients/enterprise/E-0002/print/consent');
  has('consent', await pdf('/clients/enterprise/E-0002/print/consent.pdf'), 'Ganadería El Golfo', '☐ Publicar en el catálogo', 'veinte días hábiles');
  await open('/events/EV-001/print');
  await open('/events/EV-001/print/attendance?day=2013-12-09');
  has('QR code', await page.locator('svg.qr title').first().textContent(), `${base}/events/EV-001`);
  has('list', await pdf('/events/EV-001/print/attendance.pdf'), 'Lista de asistencia', 'Brandon Rivera Hernández', '09/12/2013', '10/12/2013',
    'Marcela Gómez García');
  await open('/events/EV-001/print/call');
  has('call', await pdf('/events/EV-001/print/call.pdf'), 'Convocatoria', 'Educación financiera', 'invita a participar');
  await open('/results/print?from=2014-01-01&to=2014-12-31');
  has('statement', await pdf('/results/print.pdf?from=2014-01-01&to=2014-12-31'), 'Resultados', '$ 262,573.17', '241', '12 de 18', 'no se suman',
    'Luz Hernández Orellana');

  // The plan, and one assistance from its terms to the receipt.
  await open('/plans/F2-P1/print');
  has('F2', await pdf('/plans/F2-P1/print.pdf'), 'Vender el queso fuera de La Unión', 'Diseñar la etiqueta', 'Conchita Elisa Vásquez', '20/06/2014');
  await open('/intakes/F1-P1/print');
  has('signed F1', await pdf('/intakes/F1-P1/print.pdf'), 'Lácteos Rosa', 'Rosa Inventada Paz', '$ 9,000.00', 'Declaración jurada', '☒ Recibir servicios');
  await open('/meetings/R-P1/print');
  has('minutes', await pdf('/meetings/R-P1/print.pdf'), 'Acta de reunión', 'Aprobar la memoria de labores', 'se leyó la memoria', 'Huella del acta');
  await open('/assistances/AT-P1/print');
  const papers = {
    terms: ['Términos de referencia', '1. Conocer los requisitos', '$ 900.00', '50.00 % / 50.00 %'],
    invitation: ['Invitación a presentar oferta', 'Licda. Rosa Ficticia', 'La Unión, 5 de mayo de 2014', 'página 3 de 3'],
    offers: ['Cuadro comparativo', '$ 780.00', 'no: Sin firma', 'Explica cada paso'],
    contract: ['Contrato de asistencia técnica', 'QUINIENTOS 00/100 DÓLARES ($ 500.00)', 'SESENTA 00/100 DÓLARES', 'CUATROCIENTOS CUARENTA 00/100',
      'Banco del Ejemplo', 'Consultores Inventados', 'Luz Hernández Orellana', 'La Unión, 23 de mayo de 2014'],
    extension: ['Ampliación de plazo', '01/08/2014', '☒ Concedida'],
    act: ['Acta de conformidad', 'Conformidad', '$ 60.00', '$ 440.00', '30/07/2014'],
    reception: ['Acta de recepción', 'Arte final de tres etiquetas', 'QUINIENTOS 00/100 DÓLARES'],
    receipt: ['Recibo', 'CUATROCIENTOS CINCUENTA Y', '$ 442.48', '$ 44.25', '$ 455.75'],
  };
  for (const [paper, words] of Object.entries(papers)) {
    await open(`/assistances/AT-P1/print/${paper}`);
    has(paper, await pdf(`/assistances/AT-P1/print/${paper}.pdf`), ...words);
  }
  check('no receipt before a payment', (await context.request.get(`${base}/assistances/AT-001/print/extension.pdf`)).status() === 404);

  // In English.
  await page.goto(`${base}/print`);
  await switchTo('en');
  for (const path of ['/print', '/print/intake', '/print/consent', '/sessions/S-00001/print', '/events/EV-001/print/call', '/assistances/AT-P1/print/contract', '/plans/F2-P1/print',
    '/results/print?from=2014-01-01&to=2014-12-31', '/signatories', '/units/CDMYPE-LU']) {
    await open(path);
  }
  has('English', await pdf('/sessions/S-00001/print.pdf'), 'Advisory log', 'page 1 of 1');
  check('no such sheet', (await context.request.get(`${base}/sessions/NADA/print.pdf`)).status() === 404);
} catch (problem) {
  check('the journey goes on', false, String(problem.stack ?? problem));
}
await browser.close();
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
