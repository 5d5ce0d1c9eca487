// Documents beside records, in a real browser: a photo with a position straight from a canvas, a PDF, files that are none; without
// JavaScript too. Against a running server with the example of La Unión:
//   node journey_evidence.mjs BASE LINK [PICTURES]     LINK the one-time link of a director
// Every page at 360 and 1280 pixels, in both languages: no axe violation, nothing wider than the window, no report of the
// Content-Security-Policy, no error on the console, at most 50 kB. Ends with "N passed, N failed".
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const base = process.argv[2] ?? process.env.ADELANTE_BASE;
const link = process.argv[3] ?? process.env.ADELANTE_LINK;
const pictures = process.argv[4];
if (!base || !link) {
  console.error('node journey_evidence.mjs BASE LINK [PICTURES]');
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

// A photo as a telephone makes it: a picture, with what its camera says of place and way up behind the first two bytes.
async function photo() {
  const bytes = Buffer.from(await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#0b5c6b'; pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#d99a1c'; pen.fillRect(60, 60, 200, 160);
    pen.fillStyle = '#fff'; pen.font = '48px sans-serif'; pen.fillText('Taller de prueba', 60, 330);
    return canvas.toDataURL('image/jpeg', 0.8).split(',')[1];
  }), 'base64');
  const told = Buffer.from('ffe1002e' + Buffer.from('Exif\0\0II*\0', 'latin1').toString('hex') + '08000000' + '0200' +
    '120103000100000001000000' + '258804000100000026000000' + '00000000', 'hex');
  told.writeUInt16BE(told.length - 2, 2);
  return Buffer.concat([bytes.subarray(0, 2), told, bytes.subarray(2)]);
}
const pdf = (more) => Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] ' +
  `/Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R >>\nendobj\n${more}\nxref\n0 1\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`);

async function attach(path, name, mimeType, buffer, title) {
  await page.goto(base + path);
  await page.locator('#documents summary').click();
  await page.locator('#documents input[name=file]').setInputFiles(typeof buffer === 'string' ? buffer : { name, mimeType, buffer });
  if (title) await page.locator('#documents input[name=title]').fill(title);
  await page.locator('#documents form button').last().click();
}

try {
  await page.goto(base + link);
  if (await page.locator('main form button').count()) await page.locator('main form button').first().click();
  const client = '/clients/enterprise/E-0001';

  // A photo beside a client; it loses its place and shows itself small.
  await attach(client, 'IMG_2041.jpg', 'image/jpeg', await photo(), 'El taller por fuera');
  check('back at the client', page.url() === base + client, page.url());
  check('it says that the place is gone', (await page.locator('.flash').innerText()).includes('se le quitó el lugar'));
  const small = page.locator('#documents img').first();
  await small.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => [...document.querySelectorAll('#documents img')].every((one) => one.complete));
  check('the small picture is shown', await small.evaluate((image) => image.naturalWidth) === 640);
  await look('client es');

  // A PDF beside it, and its own page.
  await attach(client, 'Acta.pdf', 'application/pdf', pdf(''), 'Acta de entrega');
  check('two documents', await page.locator('#documents .documents > li').count() === 2);
  await page.locator('#documents').getByRole('link', { name: 'El taller por fuera' }).click();
  await page.waitForFunction(() => [...document.images].every((one) => one.complete && one.naturalWidth > 0));
  await look('document es');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Descargar' }).click()]);
  check('the download has its name', download.suggestedFilename() === 'IMG_2041.jpg', download.suggestedFilename());
  const kept = readFileSync(await download.path());
  check('nothing of the camera is left', !kept.includes('Exif'));
  const reply = await context.request.get(page.url() + '/picture');
  check('served confined', reply.headers()['content-security-policy'].includes('sandbox') && reply.headers()['x-content-type-options'] === 'nosniff' &&
    reply.headers()['content-type'] === 'image/jpeg', JSON.stringify(reply.headers()));
  await page.getByRole('link', { name: 'Corregir' }).click();
  await look('document edit es');
  await page.locator('main input[name=title]').fill('El taller, marzo');
  await page.locator('main form.entry button').first().click();
  check('corrected', (await text()).includes('El taller, marzo') || (await page.locator('h1').innerText()).includes('marzo'));

  // What is none: said with what was found, and the record is still named.
  await attach('/sessions/S-00001', 'foto.jpg', 'image/jpeg', Buffer.from('<html>no es una foto</html>'));
  check('a page is no photo', (await text()).includes('esto es una página web'));
  await look('refused es');
  await attach('/sessions/S-00001', 'informe.pdf', 'application/pdf', pdf('5 0 obj << /S /JavaScript /JS (app.alert(1)) >> endobj'));
  check('a PDF with a program', (await text()).includes('un programa (JavaScript)'));
  // From a file: a buffer of that size takes the browser's driver long.
  const folder = mkdtempSync(join(tmpdir(), 'adelante-scan-'));
  writeFileSync(join(folder, 'escaneo.pdf'), Buffer.alloc(30 << 20, 'x'));
  await attach('/sessions/S-00001', 'escaneo.pdf', 'application/pdf', join(folder, 'escaneo.pdf'));
  check('a scan of 30 MB', (await text()).includes('hasta 10 MB; este tiene 30'));
  rmSync(folder, { recursive: true });
  await attach('/sessions/S-00001', 'vacio.pdf', 'application/pdf', Buffer.alloc(0));
  check('an empty file', (await text()).includes('Falta el archivo'));

  // Every kind of record has its card.
  for (const path of ['/sessions/S-00001', '/events/EV-001', '/assistances/AT-001', '/links/VI-0001', '/agreements/CV-01', '/snapshots/IN-0001',
    '/clients/person/P-0001']) {
    await page.goto(base + path);
    check(`${path} has documents`, await page.locator('#documents input[name=file]').count() === 1);
  }

  await switchTo('en');
  await page.goto(base + client);
  await look('client en');
  await page.goto(base + '/documents');
  check('the list', (await text()).includes('enterprises/E-0001'));
  await look('documents en');

  // The keyboard alone, without JavaScript.
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'es-SV', storageState: await context.storageState() });
  const quiet = await plain.newPage();
  await quiet.goto(base + '/links/VI-0001');
  await quiet.locator('#documents summary').focus();
  await quiet.keyboard.press('Enter');
  await quiet.locator('#documents input[name=file]').setInputFiles({ name: 'contrato.png', mimeType: 'image/png',
    buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64') });
  await quiet.locator('#documents form button').last().focus();
  await Promise.all([quiet.waitForNavigation(), quiet.keyboard.press('Enter')]);
  check('without JavaScript', await quiet.locator('#documents .documents > li').count() === 1, quiet.url());
} catch (error) {
  check('the journey', false, String(error.stack ?? error));
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
